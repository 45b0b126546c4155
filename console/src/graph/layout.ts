/** Gives nodes and edges their places: what is inside a Map or Parallel first, for it makes that as large as it is. */
import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { layered, type Drawn, type Point } from './layered.ts';

export type { Point } from './layered.ts';

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  /** Places within the parent. */
  readonly nodes: ReadonlyMap<string, Placed>;
  /** Bends, in coordinates of the whole picture. */
  readonly edges: ReadonlyMap<string, readonly Point[]>;
  readonly labels: ReadonlyMap<string, Point>;
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 240;
export const NODE_HEIGHT = 58;
const PILL = { width: 64, height: 28 };
const MARGIN = 12;
const SIDE = 18;
const CONTAINER_TOP = 72;
const LEAST_INNER = 44;
const LABEL_CHARS = 30;
const LABEL_HEIGHT = 20;
const LABEL_WIDTH = 120;

export const shortLabel = (label: string): string =>
  label.length > LABEL_CHARS ? label.slice(0, LABEL_CHARS - 1) + '…' : label;

/** About as wide as it is drawn. */
const widthOf = (label: string): number => shortLabel(label).length * 6 + 14;

/** What is laid out: two graphs with the same shape need only one layout. */
export function shapeOf(graph: Graph): string {
  return JSON.stringify([
    graph.nodes.map((node) => [node.id, node.parent, node.isContainer]),
    graph.edges.map((edge) => [edge.id, edge.from, edge.to, edge.label]),
  ]);
}

export function layOut(graph: Graph): Layout {
  const children = new Map<string | undefined, GraphNode[]>();
  for (const node of graph.nodes) add(children, node.parent, node);
  const parents = new Map(graph.nodes.map((node) => [node.id, node.parent]));
  const edges = new Map<string | undefined, GraphEdge[]>();
  for (const edge of graph.edges) add(edges, parents.get(edge.from), edge);

  const nodes = new Map<string, Placed>();
  const bends = new Map<string, readonly Point[]>();
  const flows = new Map<string | undefined, Drawn>();
  const top = measure(undefined);
  place(undefined, 0, 0, MARGIN, MARGIN);
  return { nodes, edges: bends, labels: labelPlaces(graph, bends), width: top.width + 2 * MARGIN, height: top.height + 2 * MARGIN };

  function measure(id: string | undefined): Drawn {
    const boxes = (children.get(id) ?? []).map((node) => ({ id: node.id, ...sizeOf(node) }));
    const flow = layered(
      boxes,
      (edges.get(id) ?? []).map((edge) => ({
        id: edge.id,
        from: edge.from,
        to: edge.to,
        isUsual: edge.kind !== 'catch',
        isAside: edge.kind === 'catch',
        labelWidth: edge.label === undefined ? 0 : widthOf(edge.label),
        // What a choice decides has a label of its own, and so a line of its own.
        ...(edge.kind === 'choice' || edge.kind === 'default' ? {} : { bundle: edge.kind === 'catch' ? 'catch' : 'next' }),
      })),
    );
    flows.set(id, flow);
    return flow;
  }

  function sizeOf(node: GraphNode): { width: number; height: number } {
    if (!node.isContainer) return node.kind === 'state' ? { width: NODE_WIDTH, height: NODE_HEIGHT } : PILL;
    const inner = flows.get(node.id) ?? measure(node.id);
    return { width: Math.max(NODE_WIDTH, inner.width + 2 * SIDE), height: aboveIn(node) + Math.max(LEAST_INNER, inner.height) + SIDE };
  }

  /** Puts what is inside a node into its middle. */
  function place(id: string | undefined, x: number, y: number, left: number, above: number): void {
    const flow = flows.get(id)!;
    for (const edge of edges.get(id) ?? []) {
      const line = flow.lines.get(edge.id);
      if (line) bends.set(edge.id, line.map((p) => ({ x: p.x + x + left, y: p.y + y + above })));
    }
    for (const node of children.get(id) ?? []) {
      const at = flow.places.get(node.id)!;
      const size = sizeOf(node);
      nodes.set(node.id, { x: at.x + left, y: at.y + above, ...size });
      if (!node.isContainer) continue;
      const inner = flows.get(node.id)!;
      place(node.id, x + left + at.x, y + above + at.y, (size.width - inner.width) / 2, aboveIn(node));
    }
  }
}

const aboveIn = (node: GraphNode): number => (node.kind === 'flow' ? SIDE : CONTAINER_TOP);

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Labels are no part of the layout: they sit on their lines, and make way for each other. */
function labelPlaces(graph: Graph, bends: ReadonlyMap<string, readonly Point[]>): Map<string, Point> {
  const labels = new Map<string, Point>();
  const taken: Point[] = [];
  const labelled = graph.edges.filter((edge) => edge.label !== undefined && bends.has(edge.id));
  // Several that lead straight to the same state lie upon each other: their labels share the middle, and none covers a state.
  const straight = new Map<string, number>();
  const lineOf = (edge: GraphEdge): string | undefined => (bends.get(edge.id)!.length <= 2 ? `${edge.from}>${edge.to}` : undefined);
  for (const edge of labelled) {
    const line = lineOf(edge);
    if (line) straight.set(line, (straight.get(line) ?? 0) + 1);
  }
  for (const edge of labelled) {
    const line = lineOf(edge);
    let { x, y } = labelPlace(bends.get(edge.id)!);
    if (line) y -= ((straight.get(line)! - 1) * LABEL_HEIGHT) / 2;
    for (const other of taken) if (Math.abs(other.x - x) < LABEL_WIDTH && Math.abs(other.y - y) < LABEL_HEIGHT) y = other.y + LABEL_HEIGHT;
    labels.set(edge.id, { x, y });
    taken.push({ x, y });
  }
  return labels;
}

/** On the first piece that goes down where edges that part have parted already. */
function labelPlace(points: readonly Point[]): Point {
  if (points.length <= 2) {
    const [a, b] = [points[0]!, points.at(-1)!];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }
  const a = points[2]!;
  const b = points[3]!;
  // Of a long line near its beginning, so that the eye finds it from the state that it leaves.
  const step = Math.sign(b.y - a.y) * Math.min(Math.abs(b.y - a.y) / 2, 18);
  return { x: a.x, y: a.y + step };
}

/** A line with rounded corners, as the path of an SVG. */
export function rounded(points: readonly Point[], radius = 8): string {
  const first = points[0];
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  for (let i = 1; i < points.length - 1; i++) {
    const before = points[i - 1]!;
    const here = points[i]!;
    const after = points[i + 1]!;
    const r = Math.min(radius, distance(before, here) / 2, distance(here, after) / 2);
    const a = towards(here, before, r);
    const b = towards(here, after, r);
    path += `L${a.x},${a.y}Q${here.x},${here.y} ${b.x},${b.y}`;
  }
  const last = points.at(-1)!;
  return points.length > 1 ? `${path}L${last.x},${last.y}` : path;
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}
