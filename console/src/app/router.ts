/** Addresses: what is looked at stands in the URL, so that it can be shared. */
import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function changed(): void {
  listeners.forEach((listener) => listener());
}

window.addEventListener('popstate', changed);

/** Set by the editor while there are changes that would be lost. */
let guard: (() => boolean) | undefined;

export function setLeaveGuard(mayLeave: (() => boolean) | undefined): void {
  guard = mayLeave;
}

export function navigate(to: string, replace = false): void {
  if (to === location.pathname + location.search) return;
  if (to.split('?')[0] !== location.pathname && guard && !guard()) return;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  changed();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const address = (): string => location.pathname + location.search;

export function useAddress(): { path: string; query: URLSearchParams } {
  const now = useSyncExternalStore(subscribe, address);
  const [path = '/', query = ''] = now.split('?');
  return { path, query: new URLSearchParams(query) };
}

/** A parameter of the address as a piece of state; setting it replaces the address unless it is a step worth going back from. */
export function useParameter(name: string, otherwise = ''): [string, (value: string | undefined, push?: boolean) => void] {
  const { query } = useAddress();
  const set = useCallback(
    (value: string | undefined, push = false) => {
      const parameters = new URLSearchParams(location.search);
      if (value === undefined || value === '' || value === otherwise) parameters.delete(name);
      else parameters.set(name, value);
      const text = parameters.toString();
      navigate(location.pathname + (text ? `?${text}` : ''), !push);
    },
    [name, otherwise],
  );
  return [query.get(name) ?? otherwise, set];
}

const part = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

export const links = {
  executions: (query: Record<string, string> = {}): string => {
    const text = new URLSearchParams(query).toString();
    return '/executions' + (text ? `?${text}` : '');
  },
  /** @param step an event of it */
  execution: (arn: string, step?: number): string => `/executions/${part(arn)}${step === undefined ? '' : `?step=${step}`}`,
  machine: (arn: string): string => `/machines/${part(arn)}`,
  edit: (arn: string): string => `/edit/${part(arn)}`,
  mapRun: (arn: string): string => `/mapruns/${part(arn)}`,
  fn: (name: string): string => `/functions/${part(name)}`,
};

export const nameOf = (arn: string): string => arn.split(':').at(-1) ?? arn;
/** Machine of an execution's ARN. */
export const machineOf = (executionArn: string): string => executionArn.split(':')[6]?.split('/')[0] ?? '';
