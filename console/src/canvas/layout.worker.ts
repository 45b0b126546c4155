/** Lays out what is too large to be laid out between two frames. */
import type { Graph } from '../graph/graph.ts';
import { layOut } from '../graph/layout.ts';

self.onmessage = (e: MessageEvent<{ number: number; graph: Graph }>) => {
  self.postMessage({ number: e.data.number, layout: layOut(e.data.graph) });
};
