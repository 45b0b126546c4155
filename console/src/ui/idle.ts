/** Does something when there is nothing else to do, and after so many milliseconds in any case. */
export function whenIdle(what: () => void, timeout: number): void {
  // Not every browser can say when that is.
  if ('requestIdleCallback' in window) requestIdleCallback(what, { timeout });
  else setTimeout(what, Math.min(timeout, 200));
}
