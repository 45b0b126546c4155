/** Keeps a list of executions that was read in pages up to date with what is told of single ones. */

export interface Row {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly status: string;
  readonly startDate: string;
  /** Of a child of a distributed Map. */
  readonly mapRunArn?: string;
}

export interface Filter {
  /** ARN of a machine, or of the run of a distributed Map. */
  readonly machine?: string;
  readonly status?: string;
  /** The earliest start, in milliseconds. */
  readonly from?: number;
  /** The start before which it has to be. */
  readonly until?: number;
}

export interface RowPage<T extends Row> {
  readonly executions: T[];
  readonly next?: string;
}

export function fits(row: Row, { machine, status, from, until }: Filter): boolean {
  if (machine?.includes(':mapRun:') ? row.mapRunArn !== machine : row.mapRunArn !== undefined || (machine && row.stateMachineArn !== machine)) return false;
  const start = Date.parse(row.startDate);
  return (!status || row.status === status) && (from === undefined || start >= from) && (until === undefined || start < until);
}

/**
 * The pages with what has changed: rows are replaced, taken out if they don't fit any more, and put in where they belong, newest first.
 * What would stand behind the last page that was read is left out; it comes with the next.
 */
export function withChanges<T extends Row, P extends RowPage<T>>(pages: readonly P[], changes: readonly T[], filter: Filter): P[] {
  const left = new Map(changes.map((row) => [row.executionArn, row]));
  const renewed = pages.map((page) => {
    if (!page.executions.some((row) => left.has(row.executionArn))) return page;
    const executions: T[] = [];
    for (const row of page.executions) {
      const change = left.get(row.executionArn);
      left.delete(row.executionArn);
      if (!change) executions.push(row);
      else if (fits(change, filter)) executions.push({ ...row, ...change });
    }
    return { ...page, executions };
  });
  const fresh = [...left.values()].filter((row) => fits(row, filter)).sort(newestFirst);
  if (fresh.length === 0) return renewed;
  return renewed.map((page, i) => {
    const isLast = i === renewed.length - 1;
    const end = page.executions.at(-1);
    const here: T[] = [];
    while (fresh[0] && ((isLast && page.next === undefined) || (end && newestFirst(fresh[0], end) <= 0))) here.push(fresh.shift()!);
    return here.length === 0 ? page : { ...page, executions: [...here, ...page.executions].sort(newestFirst) };
  });
}

/** Sorting keeps the order of those that started in the same millisecond. */
const newestFirst = (a: Row, b: Row): number => (a.startDate < b.startDate ? 1 : a.startDate > b.startDate ? -1 : 0);
