/** Events of a history as the API says them. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId?: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

export type Details = { readonly [name: string]: unknown };

const NO_DETAILS: Details = {};

/** The one member that holds what the event says. */
export function detailsOf(event: HistoryEvent): Details {
  for (const key in event) {
    if (key.endsWith('EventDetails')) return event[key] as Details;
  }
  return NO_DETAILS;
}

export function textOf(details: Details, name: string): string | undefined {
  const value = details[name];
  return typeof value === 'string' ? value : undefined;
}
