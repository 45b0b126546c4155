/** Questions that more than one page asks. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, call } from './aws.ts';
import { useLive, usePace, useThrottled } from './live.ts';
import type { Callback, FunctionRow, MachineDetail, MachineRow } from './types.ts';

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

export const allMachines = queryOptions({
  queryKey: ['machines'],
  queryFn: ({ signal }) => everything<MachineRow>('ListStateMachines', {}, 'stateMachines', signal),
  refetchInterval: 5_000,
});

export const oneMachine = (arn: string) =>
  queryOptions({
    queryKey: ['machine', arn],
    queryFn: ({ signal }) => call<MachineDetail>('DescribeStateMachine', { stateMachineArn: arn }, signal),
  });

export const allFunctions = queryOptions({
  queryKey: ['functions'],
  queryFn: async ({ signal }) => (await ask<{ functions: FunctionRow[] }>('functions', {}, signal)).functions,
  refetchInterval: 3_000,
});

interface Callbacks {
  readonly callbacks: Callback[];
  /** Whether there was time to look at all. */
  readonly complete: boolean;
}

/** The tasks that wait for their token, of one execution or of all. That a heartbeat has come is told to nobody, so it is asked for. */
export function useCallbacks(execution?: string, enabled = true) {
  const queries = useQueryClient();
  const queryKey = ['callbacks', execution];
  const again = useThrottled(() => void queries.invalidateQueries({ queryKey }, { cancelRefetch: false }), execution ? 300 : 3_000);
  useLive({ onCallbacks: again, onRefresh: again });
  const pace = usePace(2_000, 10_000);
  return useQuery({ queryKey, queryFn: ({ signal }) => ask<Callbacks>('callbacks', { execution }, signal), enabled, refetchInterval: pace });
}
