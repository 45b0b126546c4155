import { describe, expect, it } from 'vitest';
import { parseJson } from '../src/asl/json.ts';
import { readMachine } from '../src/asl/machine.ts';
import { emptyMachine, insert, missingTargets } from '../src/edit/commands.ts';
import { BASIC, PIECES } from '../src/edit/pieces.ts';

describe('pieces', () => {
  for (const language of ['JSONata', 'JSONPath'] as const) {
    for (const item of [...BASIC, ...PIECES]) {
      it(`should fit everywhere: ${item.name} in ${language}`, () => {
        let { text } = insert(emptyMachine(language), item.make(language, 'fn'), { kind: 'start', flow: [] });
        // In front of another of its kind, so that every way out of it has something to lead to.
        text = insert(text, item.make(language, 'fn'), { kind: 'start', flow: [] }).text;
        const machine = readMachine(parseJson(text))!;
        expect(missingTargets(machine)).toEqual([]);
        for (const state of machine.all) {
          const leads = state.isEnd || state.transitions.some((t) => t.slot.kind !== 'catch');
          expect(leads, state.name).toBe(true);
          expect(state.language).toBe(language);
        }
      });
    }
  }
});
