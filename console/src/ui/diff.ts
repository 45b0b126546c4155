/** What two texts have in common, line by line. */
export interface DiffLine {
  readonly kind: 'same' | 'add' | 'del';
  readonly text: string;
}

const MOST_CELLS = 4_000_000;

export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = changes(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
}

function changes(a: string[], b: string[]): DiffLine[] {
  const all = (): DiffLine[] => [
    ...a.map((text): DiffLine => ({ kind: 'del', text })),
    ...b.map((text): DiffLine => ({ kind: 'add', text })),
  ];
  if (a.length === 0 || b.length === 0 || a.length * b.length > MOST_CELLS) return all();
  // Length of the longest common part of what lies behind each pair of places.
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i]! });
      i++;
      j++;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) lines.push({ kind: 'del', text: a[i++]! });
    else lines.push({ kind: 'add', text: b[j++]! });
  }
  while (i < a.length) lines.push({ kind: 'del', text: a[i++]! });
  while (j < b.length) lines.push({ kind: 'add', text: b[j++]! });
  return lines;
}
