/** Layouts of graphs: small ones at once, so that nothing flickers while one is edited; large ones in a worker. */
import type { Graph } from '../graph/graph.ts';
import { layOut, shapeOf, type Layout } from '../graph/layout.ts';
import { whenIdle } from '../ui/idle.ts';

/** As many take a few milliseconds. */
const AT_ONCE = 120;
const MOST_KNOWN = 24;
const START_MILLIS = 2_000;

const known = new Map<string, Promise<Layout>>();
const answers = new Map<number, (layout: Layout) => void>();
let worker: Worker | undefined;
let asked = 0;

/** The same shape is laid out once. */
export function layout(graph: Graph): Layout | Promise<Layout> {
  if (graph.nodes.length <= AT_ONCE) return layOut(graph);
  const shape = shapeOf(graph);
  let coming = known.get(shape);
  if (!coming) {
    coming = byWorker(graph);
    known.set(shape, coming);
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  }
  return coming;
}

function started(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (e: MessageEvent<{ number: number; layout: Layout }>) => {
    answers.get(e.data.number)?.(e.data.layout);
    answers.delete(e.data.number);
  };
  return worker;
}

// Whoever has this loaded will show a graph soon. Should that be a large one, the worker is there already.
whenIdle(() => started(), START_MILLIS);

function byWorker(graph: Graph): Promise<Layout> {
  const number = ++asked;
  started().postMessage({ number, graph: shapeOnly(graph) });
  return new Promise((resolve) => answers.set(number, resolve));
}

/** Only what the layout looks at: states drag their whole text along. */
function shapeOnly(graph: Graph): Graph {
  return {
    nodes: graph.nodes.map(({ id, kind, parent, isContainer }) => ({ id, kind, isContainer, ...(parent === undefined ? {} : { parent }) })),
    edges: graph.edges.map(({ id, from, to, kind, label }) => ({ id, from, to, kind, flow: [], ...(label === undefined ? {} : { label }) })),
  };
}
