/** A graph as an SVG that stands by itself. */
import { resourceLabel } from '../asl/machine.ts';
import type { Graph } from './graph.ts';
import { rounded, shortLabel, type Layout } from './layout.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const cut = (text: string, chars: number): string => (text.length > chars ? text.slice(0, chars - 1) + '…' : text);

export function picture(graph: Graph, layout: Layout): string {
  const corners = new Map<string, { x: number; y: number }>();
  const parts: string[] = [];
  for (const node of graph.nodes) {
    const place = layout.nodes.get(node.id);
    if (!place) continue;
    const origin = node.parent === undefined ? { x: 0, y: 0 } : (corners.get(node.parent) ?? { x: 0, y: 0 });
    const x = origin.x + place.x;
    const y = origin.y + place.y;
    corners.set(node.id, { x, y });
    const { width, height } = place;
    if (node.kind === 'start' || node.kind === 'end') {
      parts.push(
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="14" fill="#fff" stroke="#c9d0da"/>`,
        `<text x="${x + width / 2}" y="${y + 18}" text-anchor="middle" font-size="12" font-weight="600" fill="#4a5466">${node.kind === 'start' ? 'Start' : 'End'}</text>`,
      );
      continue;
    }
    if (node.kind === 'flow') {
      parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="none" stroke="#c9d0da" stroke-dasharray="4 3"/>`);
      continue;
    }
    const state = node.state!;
    const sub = state.type === 'Task' ? (resourceLabel(state) ?? 'Task') : state.type;
    parts.push(
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${node.isContainer ? 14 : 10}" fill="${node.isContainer ? '#f4f6f9' : '#fff'}" stroke="#c9d0da"/>`,
      `<text x="${x + 14}" y="${y + 25}" font-size="13" font-weight="600" fill="#161b26">${escaped(cut(state.name, 28))}</text>`,
      `<text x="${x + 14}" y="${y + 42}" font-size="11.5" fill="#6a7486">${escaped(cut(sub, 34))}</text>`,
    );
  }
  for (const edge of graph.edges) {
    const points = layout.edges.get(edge.id) ?? [];
    const stroke = edge.kind === 'catch' ? '#d98080' : '#a7b0be';
    parts.push(`<path d="${rounded(points)}" fill="none" stroke="${stroke}" stroke-width="1.5"${edge.kind === 'catch' ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#arrow)"/>`);
    const at = layout.labels.get(edge.id);
    if (edge.label && at) {
      const text = shortLabel(edge.label);
      const width = text.length * 6 + 14;
      parts.push(
        `<rect x="${at.x - width / 2}" y="${at.y - 9}" width="${width}" height="18" rx="9" fill="#fff" stroke="#e1e5eb"/>`,
        `<text x="${at.x}" y="${at.y + 4}" text-anchor="middle" font-size="11" fill="#4a5466">${escaped(text)}</text>`,
      );
    }
  }
  const width = Math.ceil(layout.width);
  const height = Math.ceil(layout.height);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif">` +
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L10 5L0 10z" fill="#a7b0be"/></marker></defs>' +
    `<rect width="${width}" height="${height}" fill="#f6f7f9"/>${parts.join('')}</svg>\n`
  );
}
