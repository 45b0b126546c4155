import { describe, expect, it } from 'vitest';
import { layered, type Box, type Drawn, type Link, type Point } from '../src/graph/layered.ts';

const box = (id: string): Box => ({ id, width: 240, height: 58 });
const link = (from: string, to: string, more: Partial<Link> = {}): Link => ({ id: `${from}>${to}`, from, to, isUsual: true, isAside: false, labelWidth: 0, bundle: 'next', ...more });
const caught = (from: string, to: string): Link => link(from, to, { isUsual: false, isAside: true, labelWidth: 80, bundle: 'catch' });
const middle = (drawn: Drawn, id: string): number => drawn.places.get(id)!.x + 120;

const DIAMOND = ['Choose', 'Left', 'Right', 'Join', 'End'].map(box);
const DIAMOND_LINKS = [link('Choose', 'Left'), link('Choose', 'Right'), link('Left', 'Join'), link('Right', 'Join'), link('Join', 'End')];

describe('layered', () => {
  it('should put a chain into one column', () => {
    const drawn = layered(['a', 'b', 'c'].map(box), [link('a', 'b'), link('b', 'c')]);
    expect(new Set(['a', 'b', 'c'].map((id) => drawn.places.get(id)!.x)).size).toBe(1);
    expect(drawn.lines.get('a>b')).toHaveLength(2);
    expect(drawn.width).toBe(240);
  });

  it('should put what parts and meets again around the middle', () => {
    const drawn = layered(DIAMOND, DIAMOND_LINKS);
    expect(middle(drawn, 'Choose')).toBe(middle(drawn, 'Join'));
    expect(middle(drawn, 'Choose') - middle(drawn, 'Left')).toBe(middle(drawn, 'Right') - middle(drawn, 'Choose'));
    expect(middle(drawn, 'Left')).toBeLessThan(middle(drawn, 'Right'));
  });

  it('should keep the usual way straight, whatever is caught', () => {
    const drawn = layered(['a', 'b', 'c', 'Failed'].map(box), [link('a', 'b'), caught('a', 'Failed'), link('b', 'c'), caught('b', 'Failed')]);
    expect(new Set(['a', 'b', 'c'].map((id) => middle(drawn, id))).size).toBe(1);
    expect(middle(drawn, 'Failed')).not.toBe(middle(drawn, 'a'));
  });

  it('should lead a loop around what lies between', () => {
    const drawn = layered(['Work', 'Done?', 'End'].map(box), [link('Work', 'Done?'), link('Done?', 'End'), link('Done?', 'Work')]);
    const line = drawn.lines.get('Done?>Work')!;
    const outermost = Math.max(...line.map((p) => p.x));
    expect(outermost).toBeGreaterThan(240);
    expect(line[0]!.y).toBe(drawn.places.get('Done?')!.y + 58);
    expect(line.at(-1)!.y).toBe(drawn.places.get('Work')!.y);
    expect(drawn.width).toBeGreaterThanOrEqual(outermost);
  });

  it('should leave room for the label of a loop', () => {
    const drawn = layered(['Work', 'Done?'].map(box), [link('Work', 'Done?'), link('Done?', 'Work', { labelWidth: 160 })]);
    const outermost = Math.max(...drawn.lines.get('Done?>Work')!.map((p) => p.x));
    expect(outermost - 80).toBeGreaterThan(drawn.places.get('Done?')!.x + 240);
    expect(drawn.width).toBeGreaterThanOrEqual(outermost + 80);
  });

  it('should draw a state that leads to itself', () => {
    const line = layered([box('a')], [link('a', 'a')]).lines.get('a>a')!;
    expect(line.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...line.map((p) => p.y))).toBeGreaterThanOrEqual(0);
  });

  it('should bend lines at right angles only', () => {
    const drawn = layered(random(40, 7).boxes, random(40, 7).links);
    for (const line of drawn.lines.values()) {
      for (let i = 1; i < line.length; i++) expect(line[i]!.x === line[i - 1]!.x || line[i]!.y === line[i - 1]!.y).toBe(true);
    }
  });

  it('should lay nothing upon a state, whatever the graph', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { boxes, links } = random(2 + (seed % 30), seed);
      const drawn = layered(boxes, links);
      const places = boxes.map((one) => ({ ...drawn.places.get(one.id)!, ...one }));
      const wrong: string[] = [];
      for (const a of places) {
        if (a.x < 0 || a.x + a.width > drawn.width || a.y + a.height > drawn.height) wrong.push(`${a.id} lies outside`);
        for (const b of places) {
          const apart = a === b || a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          if (!apart) wrong.push(`${a.id} lies on ${b.id}`);
        }
        for (const [id, line] of drawn.lines) {
          if (line.some((p, k) => k > 0 && crosses(line[k - 1]!, p, a))) wrong.push(`${id} goes through ${a.id}`);
        }
      }
      expect(wrong, `seed ${seed}`).toEqual([]);
    }
  });

  it('should draw the same again', () => {
    const { boxes, links } = random(30, 3);
    expect([...layered(boxes, links).lines]).toEqual([...layered(boxes, links).lines]);
  });

  it('should take what is wide, deep, or full of errors', () => {
    const wide = Array.from({ length: 300 }, (_, i) => `w${i}`);
    const all = ['Choose', ...wide, 'Join'].map(box);
    const began = performance.now();
    layered(all, wide.flatMap((id) => [link('Choose', id, { labelWidth: 80 }), link(id, 'Join')]));
    const deep = Array.from({ length: 1_000 }, (_, i) => `d${i}`);
    layered([...deep, 'Failed'].map(box), deep.flatMap((id, i) => [...(i < 999 ? [link(id, deep[i + 1]!)] : []), caught(id, 'Failed')]));
    expect(performance.now() - began).toBeLessThan(20_000);
    console.log(`300 side by side and 1,000 below each other in ${Math.round(performance.now() - began)} ms`);
  }, 30_000);
});

function crosses(p: Point, q: Point, a: { x: number; y: number; width: number; height: number }): boolean {
  const inside = 1;
  return (
    Math.max(p.x, q.x) > a.x + inside && Math.min(p.x, q.x) < a.x + a.width - inside && Math.max(p.y, q.y) > a.y + inside && Math.min(p.y, q.y) < a.y + a.height - inside
  );
}

/** States in a row with ways forth and back, as people draw them. */
function random(count: number, seed: number): { boxes: Box[]; links: Link[] } {
  let state = seed * 2654435761;
  const next = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    return state % below;
  };
  const boxes = Array.from({ length: count }, (_, i) => ({ id: `s${i}`, width: next(4) === 0 ? 500 : 240, height: next(4) === 0 ? 180 : 58 }));
  const links: Link[] = [];
  for (let i = 0; i < count; i++) {
    for (let k = next(3); k >= 0; k--) {
      const to = next(5) === 0 ? next(count) : Math.min(count - 1, i + 1 + next(4));
      if (to === i && next(3) > 0) continue;
      links.push({ ...(next(4) === 0 ? caught(`s${i}`, `s${to}`) : link(`s${i}`, `s${to}`)), id: `${i}.${k}` });
    }
  }
  return { boxes, links };
}
