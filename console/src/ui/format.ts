/** Times and sizes for people. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  const whole = Math.floor(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)} h`;
  const days = Math.floor(whole / 86_400);
  return `${days} d ${Math.floor(whole / 3600) % 24} h`;
}

const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const millisOf = (time: number | string): number => (typeof time === 'string' ? Date.parse(time) : time * 1000);

/** Today only the time, else the day as well. */
export function moment(time: number | string, now = Date.now()): string {
  const date = new Date(millisOf(time));
  const today = new Date(now).toDateString() === date.toDateString();
  return today ? TIME.format(date) : `${DAY.format(date)}, ${TIME.format(date)}`;
}

export function fullMoment(time: number | string): string {
  const date = new Date(millisOf(time));
  return `${FULL.format(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export function ago(time: number | string, now = Date.now()): string {
  const seconds = (now - millisOf(time)) / 1000;
  if (seconds < 1.5) return 'just now';
  if (seconds < 60) return `${Math.round(seconds)} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}

export function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KiB`;
  return `${(count / 1024 / 1024).toFixed(1)} MiB`;
}

export const count = (n: number): string => n.toLocaleString('en');

/** JSON as it is read best; what is no JSON stays as it is. */
export function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
