/** A definition as nodes and edges, before anything is laid out. */
import type { Flow, Machine, Slot, State } from '../asl/machine.ts';
import type { Path } from '../asl/json.ts';

export interface GraphNode {
  readonly id: string;
  readonly kind: 'state' | 'start' | 'end' | 'flow';
  /** The node it lies in. */
  readonly parent?: string;
  readonly state?: State;
  readonly flow?: Flow;
  /** Holds other nodes. */
  readonly isContainer: boolean;
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'start' | 'end' | Slot['kind'];
  readonly label?: string;
  /** Where it is written: nothing for what leads to the end. */
  readonly source?: { readonly path: Path; readonly slot: Slot };
  readonly flow: Path;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export const START = '#start';
export const END = '#end';

export function graphOf(machine: Machine): Graph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  addFlow(machine.top, undefined, nodes, edges);
  return { nodes, edges };
}

function addFlow(flow: Flow, parent: string | undefined, nodes: GraphNode[], edges: GraphEdge[]): void {
  const byName = new Map(flow.states.map((state) => [state.name, state.id]));
  const isTop = parent === undefined;
  const first = flow.startAt === undefined ? undefined : byName.get(flow.startAt);
  if (isTop) {
    nodes.push({ id: START, kind: 'start', isContainer: false, flow });
    if (first) edges.push({ id: `${START}>${first}`, from: START, to: first, kind: 'start', flow: flow.path });
  }
  for (const state of inOrder(flow)) {
    nodes.push({ id: state.id, kind: 'state', parent, state, isContainer: state.flows.length > 0 });
    for (const inner of state.flows) {
      // The one flow of a Map needs no frame of its own.
      if (state.type === 'Parallel') {
        nodes.push({ id: inner.id, kind: 'flow', parent: state.id, flow: inner, isContainer: true });
        addFlow(inner, inner.id, nodes, edges);
      } else addFlow(inner, state.id, nodes, edges);
    }
    for (const transition of state.transitions) {
      const to = byName.get(transition.to);
      if (!to) continue;
      const { slot } = transition;
      const number = 'index' in slot ? slot.index : '';
      edges.push({
        id: `${state.id}>${slot.kind}${number}`,
        from: state.id,
        to,
        kind: slot.kind,
        label: transition.label,
        source: { path: state.path, slot },
        flow: flow.path,
      });
    }
    if (isTop && state.isEnd) {
      edges.push({ id: `${state.id}>${END}`, from: state.id, to: END, kind: 'end', flow: flow.path });
    }
  }
  if (isTop) nodes.push({ id: END, kind: 'end', isContainer: false, flow });
}

/**
 * The order in which a reader meets the states, so that the picture stays the same however the text is arranged: each behind all that
 * lead to it, loops left aside, and the usual way before the others. What only an earlier state leads back to is a loop.
 */
function inOrder(flow: Flow): State[] {
  const byName = new Map(flow.states.map((state) => [state.name, state]));
  const rank = { next: 0, choice: 1, default: 2, catch: 3 } as const;
  const seen = new Set<State>();
  const order: State[] = [];
  const first = flow.startAt === undefined ? undefined : byName.get(flow.startAt);
  if (first) visit(first);
  const reached = order.reverse();
  return [...reached, ...flow.states.filter((state) => !seen.has(state))];

  /** Depth first without recursion: a machine may be a chain of thousands. */
  function visit(root: State): void {
    if (seen.has(root)) return;
    seen.add(root);
    const stack = [{ state: root, ways: waysOf(root) }];
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const next = top.ways.pop();
      if (next === undefined) {
        order.push(top.state);
        stack.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        stack.push({ state: next, ways: waysOf(next) });
      }
    }
  }

  /** The usual way first: it is visited last, so that it stands first in the end. */
  function waysOf(state: State): State[] {
    return [...state.transitions]
      .sort((a, b) => rank[a.slot.kind] - rank[b.slot.kind])
      .map((way) => byName.get(way.to))
      .filter((target) => target !== undefined);
  }
}
