/** ELK in a worker of its own, started when it is first needed. */
import ElkApi, { type ELK } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Graph } from '../graph/graph.ts';
import { layOut, shapeOf, type Layout } from '../graph/layout.ts';

let elk: ELK | undefined;
const known = new Map<string, Promise<Layout>>();
const MOST_KNOWN = 24;

/** The same shape is laid out once. */
export function layout(graph: Graph): Promise<Layout> {
  const shape = shapeOf(graph);
  let coming = known.get(shape);
  if (!coming) {
    elk ??= new ElkApi({ workerUrl, workerFactory: (url?: string) => new Worker(url ?? workerUrl) });
    coming = layOut(elk, graph);
    known.set(shape, coming);
    coming.catch(() => known.delete(shape));
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  }
  return coming;
}
