/** Questions that more than one page asks. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, call } from './aws.ts';
import { useLive, usePace, useThrottled, type Interest, type Topic } from './live.ts';
import type { Callback, FunctionDetail, FunctionRow, MachineDetail, MachineRow } from './types.ts';

/** Follows `nextToken` to the end. */
export async function everything<T>(operation: string, input: object, member: string, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  let nextToken: string | undefined;
  do {
    const page: Record<string, unknown> = await call(operation, { ...input, maxResults: 1000, nextToken }, signal);
    all.push(...(page[member] as T[]));
    nextToken = page['nextToken'] as string | undefined;
  } while (nextToken);
  return all;
}

const allMachines = queryOptions({
  queryKey: ['machines'],
  queryFn: ({ signal }) => everything<MachineRow>('ListStateMachines', {}, 'stateMachines', signal),
});

export const oneMachine = (arn: string) =>
  queryOptions({
    queryKey: ['machine', arn],
    queryFn: ({ signal }) => call<MachineDetail>('DescribeStateMachine', { stateMachineArn: arn }, signal),
  });

const allFunctions = queryOptions({
  queryKey: ['functions'],
  queryFn: async ({ signal }) => (await ask<{ functions: FunctionRow[] }>('functions', {}, signal)).functions,
});

/** Which invocations of a function are asked for: the newest, unless it is said whose. */
interface Invocations {
  readonly execution?: string;
  readonly request?: string;
  readonly outcome?: 'failed';
}

const oneFunction = (name: string, { execution, request, outcome }: Invocations) =>
  queryOptions({
    queryKey: ['function', name, execution, request, outcome],
    queryFn: ({ signal }) => ask<FunctionDetail>(`functions/${encodeURIComponent(name)}`, { execution, request, outcome }, signal),
    retry: false,
  });

/** Asked for so often where the server can't be heard. */
const UNTOLD_MILLIS = 3_000;
/** And so often where it can, to be safe. */
const TOLD_MILLIS = 60_000;

/** Asks again whenever the server tells that there is something new of one of these; says how long to wait if it does not. */
function useTold(queryKey: readonly unknown[], atMostEvery: number, watch: Interest['watch'], topic?: Topic): number {
  const queries = useQueryClient();
  const again = useThrottled(() => {
    // An answer that is on its way may be older than what was told.
    if (queries.isFetching({ queryKey }) > 0) return false;
    void queries.invalidateQueries({ queryKey });
    return true;
  }, atMostEvery);
  useLive({ onTopic: (told) => (told === topic || told === watch) && again(), onRefresh: again }, watch ? { watch } : {});
  return usePace(UNTOLD_MILLIS, TOLD_MILLIS);
}

export function useMachines() {
  const pace = useTold(allMachines.queryKey, 300, 'machines');
  return useQuery({ ...allMachines, refetchInterval: pace });
}

export function useMachine(arn: string) {
  const machine = oneMachine(arn);
  const pace = useTold(machine.queryKey, 300, 'machines');
  return useQuery({ ...machine, refetchInterval: pace });
}

export function useFunctions() {
  const pace = useTold(allFunctions.queryKey, 500, 'functions');
  return useQuery({ ...allFunctions, refetchInterval: pace });
}

/** A function with some of its invocations; followed as long as there may be more of them that matter. */
export function useFunction(name: string, { follow = true, ...wanted }: Invocations & { follow?: boolean } = {}) {
  const fn = oneFunction(name, wanted);
  const pace = useTold(fn.queryKey, 1_000, follow ? 'functions' : undefined);
  return useQuery({ ...fn, refetchInterval: follow && pace });
}

interface Callbacks {
  readonly callbacks: Callback[];
  /** Whether there was time to look at all. */
  readonly complete: boolean;
}

/** The tasks that wait for their token, of one execution or of all; whoever shows their heartbeats watches them. */
export function useCallbacks(execution?: string, { enabled = true, heartbeats = true } = {}) {
  const queryKey = ['callbacks', execution];
  const pace = usePace(UNTOLD_MILLIS, TOLD_MILLIS);
  const callbacks = useQuery({ queryKey, queryFn: ({ signal }) => ask<Callbacks>('callbacks', { execution }, signal), enabled, refetchInterval: pace });
  const isWatched = enabled && heartbeats && callbacks.data !== undefined && callbacks.data.callbacks.length > 0;
  useTold(queryKey, heartbeats ? 300 : 3_000, isWatched ? 'heartbeats' : undefined, 'callbacks');
  return callbacks;
}
