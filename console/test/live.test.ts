import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Live, LiveRow, Topic } from '../src/service/live.ts';

/** What a browser would give, driven by hand. */
class Source {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 1;
  onerror: (() => void) | undefined;
  private readonly handlers = new Map<string, (e: { data: string; lastEventId: string }) => void>();

  constructor(readonly url: string) {
    Source.all.push(this);
  }

  addEventListener(name: string, handler: (e: { data: string; lastEventId: string }) => void): void {
    this.handlers.set(name, handler);
  }

  close(): void {
    this.readyState = Source.CLOSED;
  }

  say(name: string, data: unknown, lastEventId = ''): void {
    this.handlers.get(name)!({ data: JSON.stringify(data), lastEventId });
  }

  fail(): void {
    this.readyState = Source.CLOSED;
    this.onerror?.();
  }
}

const page = { hidden: false, turn: () => {}, addEventListener: (_: string, listener: () => void) => { page.turn = listener; } };
let live: Live;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('EventSource', Source);
  page.hidden = false;
  Source.all = [];
  live = new (await import('../src/service/live.ts')).Live();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const newest = (): Source => Source.all.at(-1)!;
const listener = () => ({ onExecutions: vi.fn<(rows: readonly LiveRow[]) => void>(), onHistory: vi.fn<(execution: string, last: number) => void>(), onTopic: vi.fn<(topic: Topic) => void>(), onRefresh: vi.fn<() => void>() });

describe('Live', () => {
  it('should have one connection, whoever listens', () => {
    live.add(listener(), {});
    live.add(listener(), { execution: 'e' });
    live.add(listener(), {});
    vi.runAllTimers();
    expect(Source.all.map((s) => s.url)).toEqual(['/api/events?execution=e']);
  });

  it('should go on where it was when something else is looked at', () => {
    const remove = live.add(listener(), { execution: 'e' });
    vi.runAllTimers();
    newest().say('ready', { resumed: false }, 'x-1');
    newest().say('execution', {}, 'x-7');
    remove();
    live.add(listener(), { machine: 'm' });
    vi.runAllTimers();
    expect(Source.all[0]!.readyState).toBe(Source.CLOSED);
    expect(newest().url).toBe('/api/events?machine=m&last=x-7');
  });

  it('should have the server look for all that is shown, and say which of it has changed', () => {
    const told = listener();
    live.add(told, { watch: 'machines' });
    live.add(listener(), { watch: 'functions' });
    live.add(listener(), { watch: 'machines' });
    vi.runAllTimers();
    expect(newest().url).toBe('/api/events?watch=machines%2Cfunctions');
    newest().say('machines', {});
    newest().say('callbacks', {});
    expect(told.onTopic.mock.calls).toEqual([['machines'], ['callbacks']]);
  });

  it('should ask for everything only if something was missed', () => {
    const told = listener();
    live.add(told, {});
    vi.runAllTimers();
    newest().say('ready', { resumed: true });
    expect(told.onRefresh).not.toHaveBeenCalled();
    newest().say('missed', {});
    newest().say('ready', { resumed: false }, 'x-1');
    expect(told.onRefresh).toHaveBeenCalledTimes(2);
  });

  it('should hand over rows together that come together', () => {
    const told = listener();
    live.add(told, {});
    vi.runAllTimers();
    const row = (name: string): Partial<LiveRow> => ({ name });
    newest().say('execution', row('a'), 'x-1');
    newest().say('execution', row('b'), 'x-2');
    vi.runAllTimers();
    expect(told.onExecutions.mock.calls).toEqual([[[{ name: 'a' }, { name: 'b' }]]]);
  });

  it('should come back, more and more slowly, if it is turned away', () => {
    live.add(listener(), {});
    vi.advanceTimersByTime(0);
    newest().say('ready', { resumed: false }, 'x-1');
    expect(live.isConnected).toBe(true);
    newest().fail();
    expect(live.isConnected).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(Source.all).toHaveLength(2);
    newest().fail();
    vi.advanceTimersByTime(1_900);
    expect(Source.all).toHaveLength(2);
    vi.advanceTimersByTime(200);
    expect(Source.all).toHaveLength(3);
  });

  it('should give its connection up while nobody looks', () => {
    live.add(listener(), {});
    vi.runAllTimers();
    page.hidden = true;
    page.turn();
    vi.advanceTimersByTime(9_000);
    expect(newest().readyState).toBe(1);
    vi.advanceTimersByTime(2_000);
    expect(newest().readyState).toBe(Source.CLOSED);
    page.hidden = false;
    page.turn();
    vi.runAllTimers();
    expect(Source.all).toHaveLength(2);
  });
});
