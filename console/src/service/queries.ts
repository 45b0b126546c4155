/** Questions that more than one page asks. */
import { queryOptions } from '@tanstack/react-query';
import { ask, call } from './aws.ts';
import type { FunctionRow, MachineDetail, MachineRow } from './types.ts';

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
