import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Run, Step } from '../run/run.ts';
import { duration } from '../ui/format.ts';
import { Empty, useNow } from '../ui/parts.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';

type Row =
  | { readonly kind: 'step'; readonly key: string; readonly step: Step; readonly depth: number; readonly folds: boolean }
  | { readonly kind: 'iteration'; readonly key: string; readonly step: Step; readonly index: number; readonly depth: number };

/** Steps as bars over time; what a Map or Parallel holds is folded away until it is asked for. */
export function Timeline({ run, revision, selected, onSelect }: { run: Run; revision: number; selected?: Step; onSelect: (step: Step) => void }): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(holdersOf(selected)));
  // What is chosen elsewhere, or by the address, may be folded away.
  useEffect(() => {
    const holders = holdersOf(selected);
    if (holders.length > 0) setOpen((before) => (holders.every((key) => before.has(key)) ? before : new Set([...before, ...holders])));
  }, [selected]);
  const now = useNow(run.ending ? 0 : 500) / 1000;
  const rows = useMemo(() => rowsOf(run, open), [run, open, revision]);
  const start = run.started ?? run.steps[0]?.entered ?? 0;
  const end = Math.max(run.ending?.at ?? now, start + 0.001);
  const span = end - start;
  if (run.steps.length === 0) return <Empty title="No step yet" />;
  function toggle(key: string): void {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }
  const place = (from: number, to: number | undefined): { left: string; width: string } => ({
    left: `${((from - start) / span) * 100}%`,
    width: `${(Math.max(0, (to ?? end) - from) / span) * 100}%`,
  });
  return (
    <div className="page tl">
      <div className="tr th">
        <span>Step</span>
        <span className="lane">
          {ticks(span).map((at) => (
            <span key={at} className="tick" style={{ left: `${(at / span) * 100}%` }}>
              {duration(at)}
            </span>
          ))}
        </span>
        <span style={{ textAlign: 'right' }}>Duration</span>
      </div>
      <VirtualList items={rows} height={30} label="Timeline" keyOf={(row) => row.key} reveal={selected ? rows.findIndex((row) => row.kind === 'step' && row.step === selected) : undefined}>
        {(row) => {
          const iteration = row.kind === 'iteration' ? row.step.iterations?.[row.index] : undefined;
          const from = iteration ? iteration.started : row.step.entered;
          const to = iteration ? iteration.ended : row.step.exited;
          const status = iteration ? iteration.status : row.step.status;
          const folds = row.kind === 'iteration' || row.folds;
          const act = (): void => (row.kind === 'iteration' ? toggle(row.key) : onSelect(row.step));
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: its name is the button; what is beside it only helps those who point
            // biome-ignore lint/a11y/useKeyWithClickEvents: the same
            <div className="tr clickable" aria-current={row.kind === 'step' && row.step === selected} onClick={act}>
              <span className="row" style={{ paddingLeft: row.depth * 14, gap: 4 }}>
                {folds ? (
                  <button type="button" className="fold" aria-expanded={open.has(row.key)} aria-label={open.has(row.key) ? 'Fold' : 'Unfold'} onClick={(e) => { e.stopPropagation(); toggle(row.key); }}>
                    {open.has(row.key) ? '▾' : '▸'}
                  </button>
                ) : (
                  <span style={{ width: 16, flex: 'none' }} />
                )}
                <button
                  type="button"
                  className="name cut"
                  onClick={(e) => {
                    e.stopPropagation();
                    act();
                  }}
                  onKeyDown={(e) => {
                    if (folds && ((e.key === 'ArrowRight' && !open.has(row.key)) || (e.key === 'ArrowLeft' && open.has(row.key)))) toggle(row.key);
                  }}
                >
                  {row.kind === 'iteration' ? <span className="dim">iteration {row.index}</span> : row.step.name}
                </button>
                {row.kind === 'step' && row.step.attempts.length > 1 && <span className="dim num">×{row.step.attempts.length}</span>}
              </span>
              <span className="lane">
                <span className={`bar ${status}`} style={place(from, to)} />
              </span>
              <span className="num dim" style={{ textAlign: 'right' }}>
                {duration((to ?? end) - from)}
              </span>
            </div>
          );
        }}
      </VirtualList>
    </div>
  );
}

/** The rows that have to be unfolded to see a step. */
function holdersOf(selected: Step | undefined): string[] {
  const keys: string[] = [];
  for (let step = selected; step?.parent; step = step.parent) {
    keys.push(`s${step.parent.id}`);
    if (step.iteration !== undefined) keys.push(`s${step.parent.id}i${step.iteration}`);
  }
  return keys;
}

function rowsOf(run: Run, open: ReadonlySet<string>): Row[] {
  const children = new Map<Step | undefined, Step[]>();
  for (const step of run.steps) {
    const list = children.get(step.parent);
    if (list) list.push(step);
    else children.set(step.parent, [step]);
  }
  const rows: Row[] = [];
  function add(step: Step, depth: number): void {
    const key = `s${step.id}`;
    const inner = children.get(step);
    rows.push({ kind: 'step', key, step, depth, folds: inner !== undefined });
    if (!inner || !open.has(key)) return;
    if (!step.iterations) {
      inner.forEach((child) => add(child, depth + 1));
      return;
    }
    const byIteration = new Map<number, Step[]>();
    for (const child of inner) {
      const list = byIteration.get(child.iteration ?? 0);
      if (list) list.push(child);
      else byIteration.set(child.iteration ?? 0, [child]);
    }
    for (const iteration of step.iterations) {
      if (!iteration) continue;
      const iterationKey = `${key}i${iteration.index}`;
      rows.push({ kind: 'iteration', key: iterationKey, step, index: iteration.index, depth: depth + 1 });
      if (open.has(iterationKey)) byIteration.get(iteration.index)?.forEach((child) => add(child, depth + 2));
    }
  }
  children.get(undefined)?.forEach((step) => add(step, 0));
  return rows;
}

/** Four to eight round times, as far as there are so many: time is told in milliseconds. */
export function ticks(span: number): number[] {
  const raw = Math.max(span / 6, 0.001);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw) ?? raw;
  const found: number[] = [];
  for (let at = 0; at < span * 0.97; at += step) found.push(at);
  return found;
}
