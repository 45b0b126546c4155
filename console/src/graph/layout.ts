/** Gives nodes and edges their places. The work is done by ELK, in a worker. */
import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { type Graph, type GraphNode } from './graph.ts';

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
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
const CONTAINER_TOP = 58;
const LABEL_CHARS = 30;

const GENERAL: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.spacing.nodeNodeBetweenLayers': '56',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.componentComponent': '28',
  // The order of the model is good already, and it is what keeps the picture calm: no long search for a better one.
  'elk.layered.thoroughness': '1',
  'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
  'elk.layered.crossingMinimization.greedySwitchHierarchical.type': 'OFF',
};

export const shortLabel = (label: string): string =>
  label.length > LABEL_CHARS ? label.slice(0, LABEL_CHARS - 1) + '…' : label;

/** What is laid out: two graphs with the same shape need only one layout. */
export function shapeOf(graph: Graph): string {
  return JSON.stringify([
    graph.nodes.map((node) => [node.id, node.parent, node.isContainer]),
    graph.edges.map((edge) => [edge.id, edge.from, edge.to, edge.label]),
  ]);
}

export async function layOut(elk: ELK, graph: Graph): Promise<Layout> {
  const children = new Map<string | undefined, GraphNode[]>();
  for (const node of graph.nodes) {
    const list = children.get(node.parent);
    if (list) list.push(node);
    else children.set(node.parent, [node]);
  }
  const parents = new Map(graph.nodes.map((node) => [node.id, node.parent]));
  const edges = new Map<string | undefined, ElkExtendedEdge[]>();
  for (const edge of graph.edges) {
    const parent = parents.get(edge.from);
    const list = edges.get(parent) ?? [];
    edges.set(parent, list);
    list.push({
      id: edge.id,
      sources: [edge.from],
      targets: [edge.to],
      // What is exceptional must not bend what is usual.
      layoutOptions: { 'elk.layered.priority.straightness': edge.kind === 'next' || edge.kind === 'start' ? '10' : '1' },
    });
  }

  function build(node: GraphNode): ElkNode {
    if (node.isContainer) {
      const inner = children.get(node.id) ?? [];
      return {
        id: node.id,
        children: inner.map(build),
        edges: edges.get(node.id) ?? [],
        ...(inner.length === 0 ? { width: NODE_WIDTH, height: CONTAINER_TOP + 60 } : {}),
        layoutOptions: {
          ...GENERAL,
          // Branches stand side by side.
          ...(node.state?.type === 'Parallel' ? { 'elk.separateConnectedComponents': 'false' } : {}),
          'elk.padding': node.kind === 'flow' ? '[top=18,left=18,bottom=18,right=18]' : `[top=${CONTAINER_TOP + 14},left=18,bottom=18,right=18]`,
          'elk.nodeSize.constraints': 'MINIMUM_SIZE',
          'elk.nodeSize.minimum': `(${NODE_WIDTH}, ${CONTAINER_TOP + 40})`,
        },
      };
    }
    return node.kind === 'state' ? { id: node.id, width: NODE_WIDTH, height: NODE_HEIGHT } : { id: node.id, ...PILL };
  }

  const laid: ElkNode = await elk.layout({
    id: 'root',
    layoutOptions: { ...GENERAL, 'elk.padding': '[top=12,left=12,bottom=12,right=12]' },
    children: (children.get(undefined) ?? []).map(build),
    edges: edges.get(undefined) ?? [],
  });

  const nodes = new Map<string, Placed>();
  const bends = new Map<string, readonly Point[]>();
  const labels = new Map<string, Point>();
  collect(laid, 0, 0);
  return { nodes, edges: bends, labels, width: laid.width ?? 0, height: laid.height ?? 0 };

  function collect(node: ElkNode, x: number, y: number): void {
    for (const edge of node.edges ?? []) {
      const section = edge.sections?.[0];
      if (!section) continue;
      bends.set(
        edge.id,
        [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map((p) => ({ x: p.x + x, y: p.y + y })),
      );
      labels.set(edge.id, labelPlace(bends.get(edge.id)!));
    }
    for (const child of node.children ?? []) {
      nodes.set(child.id, { x: child.x ?? 0, y: child.y ?? 0, width: child.width ?? 0, height: child.height ?? 0 });
      collect(child, x + (child.x ?? 0), y + (child.y ?? 0));
    }
  }
}

/**
 * Labels are no part of what ELK lays out: each would be a layer more, and twice the time. They sit on the last longer piece
 * that goes down, where edges that part have parted already.
 */
function labelPlace(points: readonly Point[]): Point {
  for (let i = points.length - 1; i > 0; i--) {
    const a = points[i - 1]!;
    const b = points[i]!;
    if (Math.abs(b.y - a.y) >= 24 && Math.abs(b.x - a.x) < 1) return { x: a.x, y: (a.y + b.y) / 2 };
  }
  const middle = points[Math.floor(points.length / 2)] ?? points[0]!;
  const before = points[Math.floor(points.length / 2) - 1] ?? middle;
  return { x: (middle.x + before.x) / 2, y: (middle.y + before.y) / 2 };
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
