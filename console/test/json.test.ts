import { describe, expect, it } from 'vitest';
import { at, JsonError, lineAndColumn, parseJson, pathAt, pointer, toValue } from '../src/asl/json.ts';

describe('parseJson', () => {
  it('should read what JSON.parse reads', () => {
    for (const text of ['{"a": [1, -2.5e3, true, null, "x\\n\\u00e4"], "b": {}}', ' [] ', '"s"', '0']) {
      expect(toValue(parseJson(text))).toEqual(JSON.parse(text));
    }
  });

  it('should refuse what JSON.parse refuses, and say where', () => {
    for (const [text, where] of [['{"a" 1}', 5], ['[1,]', 3], ['{"a": 1', 7], ['{a: 1}', 1], ['"open', 0], ['1 2', 2], ['', 0], ['[01]', 2]] as const) {
      expect(() => JSON.parse(text)).toThrow();
      try {
        parseJson(text);
        expect.unreachable(text);
      } catch (e) {
        expect(e).toBeInstanceOf(JsonError);
        expect((e as JsonError).at, text).toBe(where);
      }
    }
  });

  it('should agree with JSON.parse on texts with random damage', () => {
    let seed = 7;
    const random = (n: number): number => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      return seed % n;
    };
    const whole = '{"StartAt": "A\\"", "States": {"A": {"Type": "Task", "n": [1, 2.50, {"x": null}], "End": true}}}';
    for (let i = 0; i < 2000; i++) {
      const from = random(whole.length);
      const text = whole.slice(0, from) + ['', '"', '{', ',', ':', '1', '\\', ']'][random(8)] + whole.slice(from + random(3));
      let expected: unknown;
      let good = true;
      try {
        expected = JSON.parse(text);
      } catch {
        good = false;
      }
      if (good) expect(toValue(parseJson(text))).toEqual(expected);
      else expect(() => parseJson(text), text).toThrow(JsonError);
    }
  });

  it('should know where values stand', () => {
    const text = '{\n  "a": {"b~/": [10, 20]}\n}';
    const root = parseJson(text);
    const found = at(root, ['a', 'b~/', 1])!;
    expect(text.slice(found.from, found.to)).toBe('20');
    expect(pathAt(root, found.from)).toEqual({ path: ['a', 'b~/', 1], onKey: false });
    expect(pathAt(root, text.indexOf('"b~/"') + 1)).toEqual({ path: ['a', 'b~/'], onKey: true });
    expect(pointer(['a', 'b~/', 1])).toBe('/a/b~0~1/1');
    expect(lineAndColumn(text, found.from)).toEqual({ line: 2, column: 21 });
  });
});
