import { describe, expect, it } from 'vitest';
import { parseJson } from '../src/asl/json.ts';
import { readMachine } from '../src/asl/machine.ts';
import { END, graphOf, START } from '../src/graph/graph.ts';
import { layOut, rounded, shapeOf } from '../src/graph/layout.ts';

const graph = (definition: unknown) => graphOf(readMachine(parseJson(JSON.stringify(definition)))!);

const NESTED = {
  StartAt: 'P',
  States: {
    Z: { Type: 'Succeed' },
    P: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', End: true } } },
        { StartAt: 'M', States: { M: { Type: 'Map', End: true, ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } } } } },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }],
      Next: 'Z',
    },
  },
};

describe('graphOf', () => {
  it('should nest branches and iterations', () => {
    const { nodes, edges } = graph(NESTED);
    expect(nodes.map((n) => [n.id, n.parent])).toEqual([
      [START, undefined],
      ['/States/P', undefined],
      ['/States/P/Branches/0', '/States/P'],
      ['/States/P/Branches/0/States/A', '/States/P/Branches/0'],
      ['/States/P/Branches/0/States/B', '/States/P/Branches/0'],
      ['/States/P/Branches/1', '/States/P'],
      ['/States/P/Branches/1/States/M', '/States/P/Branches/1'],
      ['/States/P/Branches/1/States/M/ItemProcessor/States/I', '/States/P/Branches/1/States/M'],
      ['/States/Z', undefined],
      [END, undefined],
    ]);
    expect(edges.map((e) => e.kind)).toEqual(['start', 'next', 'next', 'catch', 'end']);
  });

  it('should not depend on the order of the text', () => {
    const { P, Z } = NESTED.States;
    expect(shapeOf(graph({ StartAt: 'P', States: { P, Z } }))).toBe(shapeOf(graph(NESTED)));
  });
});

describe('layOut', () => {
  it('should put what is inside inside, and what follows below', () => {
    const laid = layOut(graph(NESTED));
    const place = (id: string) => laid.nodes.get(id)!;
    const p = place('/States/P');
    const branch = place('/States/P/Branches/0');
    expect(branch.x + branch.width).toBeLessThan(p.width);
    expect(branch.y + branch.height).toBeLessThan(p.height);
    expect(place('/States/Z').y).toBeGreaterThan(p.y + p.height);
    expect(laid.edges.size).toBe(5);
  });

  it('should draw a loop back up, and what is caught below everything that leads to it', () => {
    const loop = graph({
      StartAt: 'Work',
      States: {
        Done: { Type: 'Succeed' },
        'Complete?': { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: 'Done' }], Default: 'Work' },
        Work: { Type: 'Task', Resource: 'r', Next: 'Complete?', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] },
      },
    });
    const laid = layOut(loop);
    const y = (name: string) => laid.nodes.get(`/States/${name}`)!.y;
    expect(y('Work')).toBeLessThan(y('Complete?'));
    expect(y('Complete?')).toBeLessThan(y('Done'));
  });

  it('should put the labels of two ways to the same state between the states', () => {
    const laid = layOut(
      graph({
        StartAt: 'Choose',
        States: { Choose: { Type: 'Choice', Choices: [{ Variable: '$.x', NumericGreaterThan: 41, Next: 'On' }], Default: 'On' }, On: { Type: 'Succeed' } },
      }),
    );
    const above = laid.nodes.get('/States/Choose')!;
    const [first, second] = [...laid.labels.values()].map(({ y }) => y).sort((a, b) => a - b);
    expect(laid.labels.size).toBe(2);
    expect(first! - 10).toBeGreaterThan(above.y + above.height);
    expect(second! - first!).toBeGreaterThanOrEqual(20);
    expect(second! + 10).toBeLessThan(laid.nodes.get('/States/On')!.y);
  });

  it('should lay out 300 states soon', () => {
    const States: Record<string, unknown> = {};
    for (let i = 0; i < 100; i++) {
      States[`C${i}`] = { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: `T${i}` }], Default: `U${i}` };
      const next = i < 99 ? { Next: `C${i + 1}` } : { End: true };
      States[`T${i}`] = { Type: 'Task', Resource: 'r', ...next };
      States[`U${i}`] = { Type: 'Task', Resource: 'r', ...next };
    }
    const began = performance.now();
    const laid = layOut(graph({ StartAt: 'C0', States }));
    expect(laid.nodes.size).toBe(302);
    expect(performance.now() - began).toBeLessThan(1_000);
    console.log(`300 states in ${Math.round(performance.now() - began)} ms`);
  });
});

describe('rounded', () => {
  it('should draw through all points', () => {
    expect(rounded([{ x: 0, y: 0 }, { x: 0, y: 20 }, { x: 30, y: 20 }])).toBe('M0,0L0,12Q0,20 8,20L30,20');
    expect(rounded([])).toBe('');
  });
});
