/**
 * Lays out one flow of states from top to bottom: layers, an order within each, columns (after Brandes and Köpf), and edges with right
 * angles between them. States come in the order in which a reader meets them, which makes most of the decisions: what leads back to an
 * earlier one is a loop, and what stands earlier stands further left. Everything follows from the input alone, so a picture stays as it
 * is while something else is edited.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Ways that are usual go straight down, others bend around them. */
  readonly isUsual: boolean;
  /** Leaves its state aside from the others. */
  readonly isAside: boolean;
  /** 0 without a label. */
  readonly labelWidth: number;
  /** Links of the same bundle that lead to the same state share one line on their way. */
  readonly bundle?: string;
}

export interface Drawn {
  /** The upper left corners of the boxes. */
  readonly places: ReadonlyMap<string, Point>;
  readonly lines: ReadonlyMap<string, readonly Point[]>;
  readonly width: number;
  readonly height: number;
}

const BOX_GAP = 36;
const LINE_GAP = 22;
const LINE_WIDTH = 8;
/** Between a box and the first horizontal line below it, between two lines, and above the next box, where arrows and labels are. */
const BELOW = 20;
const TRACK = 14;
const ABOVE = 30;
const ABOVE_LABELLED = 44;
const LEAST_GAP = 52;
const ROUNDS = 6;

/** A box, or a place where a line passes through a layer. */
interface Cell {
  readonly index: number;
  readonly box?: Box;
  readonly width: number;
  layer: number;
  /** Its number within the layer. */
  at: number;
  /** Decides where nothing else does. */
  rank: number;
  readonly up: Join[];
  readonly down: Join[];
  /** Where a loop turns round: the box that it begins or ends at, in the same layer. */
  beside?: Cell;
  x: number;
}

interface Join {
  readonly cell: Cell;
  /** Of several, those with the highest decide on the column. */
  readonly weight: number;
}

/** A link with the cells that it passes through. */
interface Route {
  readonly link: Link;
  readonly from: Cell;
  readonly to: Cell;
  /** In between, downwards; of a loop, upwards. */
  readonly through: Cell[];
  readonly isLoop: boolean;
  /** Nothing else leaves its box. */
  readonly isOnly: boolean;
}

const USUAL = 10;
const STRAIGHT = 20;

export function layered(boxes: readonly Box[], links: readonly Link[]): Drawn {
  const cells: Cell[] = boxes.map((box, index) => cell(index, box.width, box));
  const byId = new Map(boxes.map((box, i) => [box.id, cells[i]!]));
  const known = links.filter((link) => byId.has(link.from) && byId.has(link.to));
  intoLayers(cells, known, byId);
  const routes = intoRoutes(cells, known, byId);
  const layers = inOrder(cells);
  intoColumns(cells, layers);
  return drawn(layers, routes);
}

function cell(index: number, width: number, box?: Box): Cell {
  return { index, width, layer: 0, at: 0, rank: index, up: [], down: [], x: 0, ...(box ? { box } : {}) };
}

/** Each box below all that lead to it. What leads from a later one to an earlier one is a loop and counts for nothing. */
function intoLayers(cells: readonly Cell[], links: readonly Link[], byId: ReadonlyMap<string, Cell>): void {
  const outgoing = new Map<Cell, Cell[]>();
  for (const link of links) {
    const from = byId.get(link.from)!;
    const to = byId.get(link.to)!;
    if (from.index >= to.index) continue;
    const list = outgoing.get(from);
    if (list) list.push(to);
    else outgoing.set(from, [to]);
  }
  for (const from of cells) {
    for (const to of outgoing.get(from) ?? []) to.layer = Math.max(to.layer, from.layer + 1);
  }
}

function intoRoutes(cells: Cell[], links: readonly Link[], byId: ReadonlyMap<string, Cell>): Route[] {
  /** By bundle and goal, the cell of each layer. */
  const bundles = new Map<string, Cell[]>();
  const leaving = new Map<string, number>();
  for (const { from } of links) leaving.set(from, (leaving.get(from) ?? 0) + 1);
  return links.map((link, number) => {
    const from = byId.get(link.from)!;
    const to = byId.get(link.to)!;
    const isLoop = to.layer <= from.layer;
    const through: Cell[] = [];
    const key = `${link.bundle}\n${link.to}`;
    let bundle = link.bundle === undefined || isLoop ? undefined : bundles.get(key);
    if (!bundle && link.bundle !== undefined && !isLoop) {
      bundle = [];
      bundles.set(key, bundle);
    }
    const pass = (layer: number): Cell => {
      const shared = bundle?.[layer];
      if (shared) {
        through.push(shared);
        return shared;
      }
      // Beside the box that it leaves, a loop needs room for its label.
      const made = cell(cells.length, isLoop && through.length === 0 ? Math.max(LINE_WIDTH, link.labelWidth) : LINE_WIDTH);
      made.layer = layer;
      made.rank = cells.length + number;
      cells.push(made);
      through.push(made);
      if (bundle) bundle[layer] = made;
      return made;
    };
    if (isLoop) {
      for (let layer = from.layer; layer >= to.layer; layer--) {
        const made = pass(layer);
        const below = through.at(-2);
        if (below) join(made, below, STRAIGHT);
      }
      through[0]!.beside = from;
      through.at(-1)!.beside = to;
    } else {
      let above = from;
      for (let layer = from.layer + 1; layer < to.layer; layer++) {
        const before = cells.length;
        const made = pass(layer);
        if (cells.length > before || !above.down.some((other) => other.cell === made)) join(above, made, above.box ? weightOf(link) : STRAIGHT);
        above = made;
      }
      if (!above.down.some((other) => other.cell === to)) join(above, to, weightOf(link));
    }
    return { link, from, to, through, isLoop, isOnly: leaving.get(link.from) === 1 };
  });
}

const weightOf = (link: Link): number => (link.isUsual ? USUAL : 1);

function join(upper: Cell, lower: Cell, weight: number): void {
  upper.down.push({ cell: lower, weight });
  lower.up.push({ cell: upper, weight });
}

/** Orders each layer by where its neighbours stand, down and up again, and keeps what has the fewest crossings. */
function inOrder(cells: readonly Cell[]): Cell[][] {
  const layers: Cell[][] = [];
  const count = cells.reduce((most, one) => Math.max(most, one.layer + 1), 0);
  for (let i = 0; i < count; i++) layers.push([]);
  for (const one of cells) layers[one.layer]!.push(one);
  for (const layer of layers) layer.sort((a, b) => a.rank - b.rank);
  number(layers);
  let best = layers.map((layer) => [...layer]);
  let fewest = Infinity;
  for (let round = 0; round < ROUNDS && fewest > 0; round++) {
    const isDown = round % 2 === 0;
    for (let i = 0; i < layers.length; i++) {
      const layer = layers[isDown ? i : layers.length - 1 - i]!;
      arrange(layer, isDown, round === 0);
    }
    const crossings = countCrossings(layers);
    if (crossings < fewest) {
      fewest = crossings;
      best = layers.map((layer) => [...layer]);
    }
  }
  number(best);
  return best;
}

function number(layers: readonly Cell[][]): void {
  for (const layer of layers) numberOne(layer);
}

function numberOne(layer: readonly Cell[]): void {
  layer.forEach((one, i) => {
    one.at = i;
  });
}

function arrange(layer: Cell[], isDown: boolean, isFirst: boolean): void {
  const value = new Map<Cell, number>();
  for (const one of layer) {
    const joins = isDown ? one.up : one.down;
    let sum = 0;
    for (const { cell: other } of joins) sum += other.at;
    value.set(one, joins.length === 0 ? one.at : sum / joins.length);
  }
  // A loop stands right of what it leads around.
  for (const one of layer) {
    if (one.beside && (isDown ? one.up : one.down).length === 0) value.set(one, value.get(one.beside)! + 0.01);
  }
  layer.sort((a, b) => value.get(a)! - value.get(b)! || (isFirst ? a.rank - b.rank : a.at - b.at));
  numberOne(layer);
}

/** Pairs of joins that cross, counted with a tree of sums. */
function countCrossings(layers: readonly Cell[][]): number {
  let crossings = 0;
  for (let i = 0; i + 1 < layers.length; i++) {
    const size = layers[i + 1]!.length;
    const tree = new Int32Array(size + 1);
    let seen = 0;
    for (const upper of layers[i]!) {
      const ends = upper.down.map((to) => to.cell.at);
      for (const end of ends) {
        let notRight = 0;
        for (let k = end + 1; k > 0; k -= k & -k) notRight += tree[k]!;
        crossings += seen - notRight;
      }
      for (const end of ends) for (let k = end + 1; k <= size; k += k & -k) tree[k]!++;
      seen += ends.length;
    }
  }
  return crossings;
}

/**
 * Columns after Brandes and Köpf: four times each cell is put below (or above) the middle one of its neighbours, as far left (or right)
 * as may be; the middle of the four is taken.
 */
function intoColumns(cells: readonly Cell[], layers: readonly Cell[][]): void {
  const conflicts = findConflicts(layers);
  const four: Float64Array[] = [];
  for (const isDown of [true, false]) {
    for (const isLeft of [true, false]) {
      const vertical = isDown ? layers : [...layers].reverse();
      const turned = isLeft ? vertical : vertical.map((layer) => [...layer].reverse());
      const xs = compacted(cells.length, turned, aligned(cells.length, turned, isDown, conflicts));
      if (!isLeft) for (let i = 0; i < xs.length; i++) xs[i] = -xs[i]!;
      four.push(xs);
    }
  }
  const ranges = four.map((xs) => rangeOf(cells, xs));
  const narrowest = ranges.reduce((a, b) => (b.high - b.low < a.high - a.low ? b : a));
  four.forEach((xs, i) => {
    const shift = i % 2 === 0 ? narrowest.low - ranges[i]!.low : narrowest.high - ranges[i]!.high;
    for (let k = 0; k < xs.length; k++) xs[k]! += shift;
  });
  for (const one of cells) {
    const [, a, b] = four.map((xs) => xs[one.index]!).sort((p, q) => p - q);
    one.x = (a! + b!) / 2;
  }
  const low = rangeOf(cells, Float64Array.from(cells, (one) => one.x)).low;
  for (const one of cells) one.x = Math.round(one.x - low);
}

function rangeOf(cells: readonly Cell[], xs: Float64Array): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const one of cells) {
    low = Math.min(low, xs[one.index]! - one.width / 2);
    high = Math.max(high, xs[one.index]! + one.width / 2);
  }
  return { low, high };
}

const pair = (upper: Cell, lower: Cell): number => upper.index * 0x1000000 + lower.index;

/** Joins that must give way: a long line stays straight. */
function findConflicts(layers: readonly Cell[][]): ReadonlySet<number> {
  const conflicts = new Set<number>();
  for (let i = 0; i + 1 < layers.length; i++) {
    const inner: [number, number][] = [];
    for (const upper of layers[i]!) {
      for (const { cell: lower } of upper.down) if (!upper.box && !lower.box) inner.push([upper.at, lower.at]);
    }
    if (inner.length === 0) continue;
    for (const upper of layers[i]!) {
      for (const { cell: lower } of upper.down) {
        if (!upper.box && !lower.box) continue;
        if (inner.some(([a, b]) => (upper.at - a) * (lower.at - b) < 0)) conflicts.add(pair(upper, lower));
      }
    }
  }
  return conflicts;
}

/** To each cell the first of the block that shares its column. */
function aligned(count: number, layers: readonly Cell[][], isDown: boolean, conflicts: ReadonlySet<number>): Int32Array {
  const root = Int32Array.from({ length: count }, (_, i) => i);
  const position = new Int32Array(count);
  for (const layer of layers) for (const [i, one] of layer.entries()) position[one.index] = i;
  const taken = new Uint8Array(count);
  for (const layer of layers) {
    let last = -1;
    for (const one of layer) {
      const joins = isDown ? one.up : one.down;
      if (joins.length === 0) continue;
      const most = Math.max(...joins.map((to) => to.weight));
      const near = joins.filter((to) => to.weight === most).map((to) => to.cell).sort((a, b) => position[a.index]! - position[b.index]!);
      const middle = (near.length - 1) / 2;
      for (const k of new Set([Math.floor(middle), Math.ceil(middle)])) {
        const other = near[k]!;
        const key = isDown ? pair(other, one) : pair(one, other);
        if (taken[other.index] || position[other.index]! <= last || conflicts.has(key)) continue;
        root[one.index] = root[other.index]!;
        taken[other.index] = 1;
        last = position[other.index]!;
        break;
      }
    }
  }
  return root;
}

/** Puts the blocks side by side, as close as their widest places allow. */
function compacted(count: number, layers: readonly Cell[][], root: Int32Array): Float64Array {
  const right = new Map<number, Map<number, number>>();
  const incoming = new Int32Array(count);
  for (const layer of layers) {
    for (let i = 0; i + 1 < layer.length; i++) {
      const a = layer[i]!;
      const b = layer[i + 1]!;
      const from = root[a.index]!;
      const to = root[b.index]!;
      let edges = right.get(from);
      if (!edges) {
        edges = new Map();
        right.set(from, edges);
      }
      if (!edges.has(to)) incoming[to]!++;
      edges.set(to, Math.max(edges.get(to) ?? 0, apart(a, b)));
    }
  }
  const order: number[] = [];
  const xs = new Float64Array(count);
  const ready: number[] = [];
  for (const layer of layers) for (const one of layer) if (root[one.index] === one.index && incoming[one.index] === 0) ready.push(one.index);
  for (let block = ready.pop(); block !== undefined; block = ready.pop()) {
    order.push(block);
    for (const [to, distance] of right.get(block) ?? []) {
      xs[to] = Math.max(xs[to]!, xs[block]! + distance);
      if (--incoming[to]! === 0) ready.push(to);
    }
  }
  // What is free on its right moves up to its neighbours.
  for (let i = order.length - 1; i >= 0; i--) {
    const block = order[i]!;
    const edges = right.get(block);
    if (!edges) continue;
    let room = Infinity;
    for (const [to, distance] of edges) room = Math.min(room, xs[to]! - distance);
    xs[block] = Math.max(xs[block]!, room);
  }
  return Float64Array.from({ length: count }, (_, i) => xs[root[i]!]!);
}

function apart(a: Cell, b: Cell): number {
  return (a.width + b.width) / 2 + (a.box && b.box ? BOX_GAP : LINE_GAP);
}

/** A horizontal line between two layers, with the vertical ones that meet it. */
interface Bar {
  low: number;
  high: number;
  readonly source: string;
  readonly target: string;
  /** Where lines come from above, and where they go below. */
  readonly tops: number[];
  readonly bottoms: number[];
  order: number;
  track: number;
}

interface Piece {
  readonly route: Route;
  readonly gap: number;
  readonly a: number;
  readonly b: number;
  readonly bar?: Bar;
}

function drawn(layers: readonly Cell[][], routes: readonly Route[]): Drawn {
  // Gap i lies above layer i; the last one below all layers.
  const bars: Bar[][] = Array.from({ length: layers.length + 1 }, () => []);
  const isLabelled: boolean[] = [];
  const pieces = new Map<Route, Piece[]>();
  for (const route of routes) {
    const own: Piece[] = [];
    pieces.set(route, own);
    const { from, to, through, isLoop, link } = route;
    const start = from.x + portOf(route, from, through[0] ?? to);
    const end = to.x + (isLoop ? (through.at(-1)!.x >= to.x ? 1 : -1) * to.width * 0.3 : 0);
    const stops = [start, ...through.map((one) => one.x), end];
    for (let i = 0; i + 1 < stops.length; i++) {
      const a = stops[i]!;
      const b = stops[i + 1]!;
      const gap = isLoop ? from.layer + 1 - i : from.layer + 1 + i;
      const isFirst = i === 0;
      const isLast = i + 2 === stops.length;
      if (link.labelWidth > 0 && isFirst) isLabelled[gap] = true;
      if (Math.abs(a - b) < 1 && !(isLoop && (isFirst || isLast))) {
        own.push({ route, gap, a, b: a });
        continue;
      }
      // Of a loop both ends are above its lowest bar, and below its highest; in between it goes up.
      const tops = isLoop ? (isFirst ? [a, b] : isLast ? [] : [b]) : [a];
      const bottoms = isLoop ? (isFirst ? [] : isLast ? [a, b] : [a]) : [b];
      const source = isFirst ? `${from.index}@${Math.round(a)}` : `${through[i - 1]!.index}`;
      const target = isLast ? `${to.index}@${Math.round(b)}` : `${through[i]!.index}`;
      const bar: Bar = { low: Math.min(a, b), high: Math.max(a, b), source, target, tops, bottoms, order: 0, track: 0 };
      bars[gap]!.push(bar);
      own.push({ route, gap, a, b, bar });
    }
  }
  const tracks = bars.map(onTracks);
  const tops: number[] = [];
  const gapTops: number[] = [];
  let y = 0;
  for (let i = 0; i <= layers.length; i++) {
    gapTops.push(y);
    const isOuter = i === 0 || i === layers.length;
    const lines = tracks[i]! === 0 ? 0 : BELOW + (tracks[i]! - 1) * TRACK + (isLabelled[i] ? ABOVE_LABELLED : ABOVE);
    y += isOuter ? (tracks[i]! === 0 ? 0 : lines - (i === 0 ? 0 : ABOVE - 4)) : Math.max(LEAST_GAP, lines);
    if (i === layers.length) break;
    tops.push(y);
    y += Math.max(0, ...layers[i]!.map((one) => one.box?.height ?? 0));
  }
  const places = new Map<string, Point>();
  let width = 0;
  for (const layer of layers) {
    for (const one of layer) {
      width = Math.max(width, one.x + one.width / 2);
      if (one.box) places.set(one.box.id, { x: one.x - one.width / 2, y: tops[one.layer]! });
    }
  }
  const lines = new Map<string, readonly Point[]>();
  for (const route of routes) {
    const { from, to, link } = route;
    const own = pieces.get(route)!;
    const points: Point[] = [{ x: own[0]!.a, y: tops[from.layer]! + from.box!.height }];
    for (const { gap, a, b, bar } of own) {
      if (!bar) continue;
      const at = gapTops[gap]! + BELOW + bar.track * TRACK;
      points.push({ x: a, y: at }, { x: b, y: at });
      width = Math.max(width, a, b);
    }
    points.push({ x: own.at(-1)!.b, y: tops[to.layer]! });
    lines.set(link.id, points);
  }
  return { places, lines, width, height: y };
}

/** Where a link leaves its box, from its middle. */
function portOf({ link, isLoop, isOnly }: Route, from: Cell, next: Cell): number {
  const side = next.x >= from.x ? 1 : -1;
  return isLoop ? side * from.width * 0.4 : link.isAside && !isOnly ? side * from.width * 0.25 : 0;
}

/** Gives lines that would lie upon each other tracks of their own, so that they cross as little as may be. Says how many there are. */
function onTracks(bars: Bar[]): number {
  if (bars.length === 0) return 0;
  // Lines from one place are one line with several ends.
  const groups = new Map<string, Bar>();
  const members = new Map<Bar, Bar[]>();
  const targets = new Map<Bar, Set<string>>();
  for (const bar of bars) {
    const known = groups.get(bar.source);
    if (!known) {
      const group = { ...bar, tops: [...bar.tops], bottoms: [...bar.bottoms] };
      groups.set(bar.source, group);
      members.set(group, [bar]);
      targets.set(group, new Set([bar.target]));
      continue;
    }
    known.low = Math.min(known.low, bar.low);
    known.high = Math.max(known.high, bar.high);
    known.tops.push(...bar.tops);
    known.bottoms.push(...bar.bottoms);
    members.get(known)!.push(bar);
    targets.get(known)!.add(bar.target);
  }
  const all = [...groups.values()].sort((a, b) => a.low - b.low);
  for (let i = 0; i < all.length; i++) {
    for (let k = i + 1; k < all.length && all[k]!.low <= all[i]!.high; k++) {
      const a = all[i]!;
      const b = all[k]!;
      const prefers = crossings(a, b) - crossings(b, a);
      a.order += Math.sign(prefers);
      b.order -= Math.sign(prefers);
    }
  }
  const sorted = [...all].sort((a, b) => a.order - b.order || a.low - b.low);
  let most = 0;
  sorted.forEach((bar, i) => {
    for (let k = 0; k < i; k++) {
      const other = sorted[k]!;
      if (meet(bar, other, targets)) bar.track = Math.max(bar.track, other.track + 1);
    }
    most = Math.max(most, bar.track);
    for (const member of members.get(bar)!) member.track = bar.track;
  });
  return most + 1;
}

/** How often two lines cross if the first one lies above the second. */
function crossings(upper: Bar, lower: Bar): number {
  const within = (x: number, bar: Bar): number => (x > bar.low + 0.5 && x < bar.high - 0.5 ? 1 : 0);
  let sum = 0;
  for (const x of upper.bottoms) sum += within(x, lower);
  for (const x of lower.tops) sum += within(x, upper);
  return sum;
}

/** Whether two lines must not have the same track. Those that lead to the same place alone may join. */
function meet(a: Bar, b: Bar, targets: ReadonlyMap<Bar, ReadonlySet<string>>): boolean {
  if (a.low > b.high + 10 || b.low > a.high + 10) return false;
  const [of, other] = [targets.get(a)!, targets.get(b)!];
  return of.size > 1 || other.size > 1 || a.target !== b.target;
}
