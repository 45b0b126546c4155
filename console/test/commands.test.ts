import { describe, expect, it } from 'vitest';
import { parseJson } from '../src/asl/json.ts';
import { readMachine, type Machine } from '../src/asl/machine.ts';
import {
  addBranch, addCatch, connect, copy, disconnect, duplicate, EditError, emptyMachine, insert, missingTargets, paste, removeState, rename, setField, type Piece,
} from '../src/edit/commands.ts';
import { begin, record, redo, undo } from '../src/edit/history.ts';
import { difference, insertItem, remove, setValue } from '../src/edit/text.ts';

/** Written by hand, with habits of its own. */
const TEXT = `{
    "StartAt": "Fetch",
    "States": {
        "Fetch":  { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",   "Next": "Good?",
                    "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Refuse" } ] },
        "Good?": {
            "Type": "Choice",
            "Choices": [
                { "Variable": "$.n", "NumericGreaterThan": 3, "Next": "Each" },
                { "Variable": "$.n", "IsPresent": false, "Next": "Refuse" }
            ],
            "Default": "Fetch"
        },
        "Each": {
            "Type": "Map",
            "ItemProcessor": { "StartAt": "Inner", "States": { "Inner": { "Type": "Pass", "End": true } } },
            "End": true
        },
        "Refuse": { "Type": "Fail" }
    }
}
`;

const machine = (text: string): Machine => readMachine(parseJson(text))!;
const state = (name: string) => ['States', name];
const PASS: Piece = { startAt: 'Pass', states: { Pass: { Type: 'Pass' } }, exits: ['Pass'] };

/** The lines that an edit has changed. */
function changed(before: string, after: string): string[] {
  const old = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !old.has(line));
}

describe('readMachine', () => {
  it('should find states, transitions and inner flows', () => {
    const read = machine(TEXT);
    expect(read.all.map((s) => s.id)).toEqual(['/States/Fetch', '/States/Good?', '/States/Each', '/States/Each/ItemProcessor/States/Inner', '/States/Refuse']);
    expect(read.byName.get('Good?')!.transitions.map((t) => [t.slot.kind, t.to, t.label])).toEqual([
      ['choice', 'Each', '$.n > 3'],
      ['choice', 'Refuse', '$.n is not present'],
      ['default', 'Fetch', 'otherwise'],
    ]);
    expect(missingTargets(read)).toEqual([]);
  });
});

describe('edits of the text', () => {
  it('should leave everything else as it was', () => {
    const edited = setField(TEXT, state('Fetch'), ['TimeoutSeconds'], 30);
    expect(edited.length).toBeGreaterThan(TEXT.length);
    const change = difference(TEXT, edited)!;
    expect(TEXT.slice(0, change.from) + TEXT.slice(change.to)).toBe(TEXT);
    expect(remove(edited, [...state('Fetch'), 'TimeoutSeconds'])).toBe(TEXT);
  });

  it('should keep small things on their line, and indent large ones as the text does', () => {
    expect(setField(TEXT, state('Refuse'), ['Error'], 'No')).toContain('"Refuse": { "Type": "Fail", "Error": "No" }');
    expect(insertItem(TEXT, [...state('Good?'), 'Choices'], 1, { a: 1 })).toContain('                {\n                    "a": 1\n                },\n');
    expect(setValue('{}', ['a'], [1])).toBe('{\n  "a": [\n    1\n  ]\n}');
  });

  it('should remove first, middle and last with the right comma', () => {
    for (const key of ['a', 'b', 'c']) {
      const left = remove('{"a": 1, "b": 2, "c": 3}', [key]);
      expect(Object.keys(JSON.parse(left))).toEqual(['a', 'b', 'c'].filter((k) => k !== key));
    }
    expect(remove('[1]', [0])).toBe('[]');
  });
});

describe('insert', () => {
  it('should put a piece onto a transition', () => {
    const { text, select } = insert(TEXT, PASS, { kind: 'transition', from: state('Good?'), slot: { kind: 'choice', index: 0 } });
    const read = machine(text);
    expect(select).toBe('/States/Pass');
    expect(read.byName.get('Good?')!.transitions[0]!.to).toBe('Pass');
    expect(read.byName.get('Pass')!.transitions).toMatchObject([{ to: 'Each' }]);
    expect(changed(TEXT, text).length).toBeLessThan(8);
  });

  it('should put a piece at the start, behind the end, and into nothing', () => {
    expect(machine(insert(TEXT, PASS, { kind: 'start', flow: [] }).text).top.startAt).toBe('Pass');
    const behind = machine(insert(TEXT, PASS, { kind: 'end', from: state('Each') }).text);
    expect(behind.byName.get('Each')!.transitions[0]!.to).toBe('Pass');
    expect(behind.byName.get('Each')!.isEnd).toBe(false);
    expect(behind.byName.get('Pass')!.isEnd).toBe(true);
    const fresh = machine(insert(emptyMachine(), PASS, { kind: 'start', flow: [] }).text);
    expect([fresh.top.startAt, fresh.all.length]).toEqual(['Pass', 1]);
    const bare = '{"States": {"M": {"Type": "Map", "End": true}}}';
    const filled = machine(insert(bare, PASS, { kind: 'start', flow: [...state('M'), 'ItemProcessor'] }).text);
    expect(filled.byName.get('M')!.flows[0]!.startAt).toBe('Pass');
  });

  it('should put a piece into a Map', () => {
    const read = machine(insert(TEXT, PASS, { kind: 'start', flow: [...state('Each'), 'ItemProcessor'] }).text);
    expect(read.byName.get('Each')!.flows[0]).toMatchObject({ startAt: 'Pass' });
    expect(read.byName.get('Pass')!.transitions[0]!.to).toBe('Inner');
  });

  it('should give names that are free, also to inner states', () => {
    const piece = copy(TEXT, state('Each'));
    const read = machine(insert(TEXT, piece, { kind: 'end', from: state('Each') }).text);
    expect(read.all.map((s) => s.name)).toEqual(['Fetch', 'Good?', 'Each', 'Inner', 'Refuse', 'Each 2', 'Inner 2']);
    expect(read.byName.get('Each 2')!.flows[0]!.startAt).toBe('Inner 2');
  });
});

describe('rename', () => {
  it('should follow all references and touch no other line', () => {
    const { text, select } = rename(TEXT, state('Refuse'), 'Turn "away"');
    const read = machine(text);
    expect(missingTargets(read)).toEqual([]);
    expect(select).toBe('/States/Turn "away"');
    expect(changed(TEXT, text)).toHaveLength(3);
    expect(machine(rename(TEXT, state('Fetch'), 'F').text).top.startAt).toBe('F');
  });

  it('should leave other flows alone and refuse names that are taken', () => {
    expect(() => rename(TEXT, state('Fetch'), 'Inner')).toThrow(EditError);
    expect(() => rename(TEXT, state('Fetch'), ' ')).toThrow(EditError);
    expect(() => rename(TEXT, state('Fetch'), 'x'.repeat(81))).toThrow(EditError);
  });
});

describe('removeState', () => {
  it('should lead past it', () => {
    const read = machine(removeState(TEXT, state('Good?')).text);
    // Its default led back to Fetch.
    expect(read.byName.get('Fetch')!.transitions[0]!.to).toBe('Fetch');
    expect(missingTargets(read)).toEqual([]);
  });

  it('should end what led to nothing else, and drop rules and catchers', () => {
    const read = machine(removeState(TEXT, state('Refuse')).text);
    expect(read.byName.get('Fetch')!.transitions.map((t) => t.slot.kind)).toEqual(['next']);
    expect(read.byName.get('Good?')!.transitions).toHaveLength(2);
    expect(read.byName.has('Refuse')).toBe(false);
  });

  it('should move the start', () => {
    expect(machine(removeState(TEXT, state('Fetch')).text).top.startAt).toBe('Good?');
  });
});

describe('connecting', () => {
  it('should make and break every kind of transition', () => {
    let text = connect(TEXT, state('Each'), { kind: 'next' }, 'Refuse');
    expect(machine(text).byName.get('Each')).toMatchObject({ isEnd: false });
    text = addCatch(text, state('Each'), 'Refuse');
    text = connect(text, state('Good?'), { kind: 'choice', index: 2 }, 'Fetch');
    expect(machine(text).byName.get('Good?')!.transitions).toHaveLength(4);
    text = disconnect(text, state('Good?'), { kind: 'choice', index: 2 });
    text = disconnect(text, state('Each'), { kind: 'catch', index: 0 });
    text = disconnect(text, state('Each'), { kind: 'next' });
    expect(JSON.parse(text)).toEqual(JSON.parse(TEXT));
  });

  it('should duplicate and paste', () => {
    const twice = machine(duplicate(TEXT, state('Fetch')).text);
    expect(twice.byName.get('Fetch')!.transitions[0]!.to).toBe('Fetch 2');
    expect(twice.byName.get('Fetch 2')!.transitions.map((t) => t.to)).toEqual(['Good?', 'Refuse']);
    expect(machine(paste(TEXT, PASS, { after: state('Refuse') }).text).top.startAt).toBe('Pass');
  });

  it('should add a branch', () => {
    const text = '{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [], "End": true}}}';
    const { text: edited, select } = addBranch(text, state('P'));
    expect(select).toBe('/States/P/Branches/0/States/Branch');
    expect(machine(edited).byName.get('P')!.flows).toHaveLength(1);
  });
});

describe('random edits', () => {
  it('should always leave a text that reads, in which nothing leads nowhere, and undo to the beginning', () => {
    let seed = 11;
    const random = (n: number): number => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      return seed % n;
    };
    for (let round = 0; round < 40; round++) {
      let history = begin(TEXT);
      for (let i = 0; i < 25; i++) {
        const { text } = history.now;
        const all = machine(text).all;
        if (all.length === 0) break;
        const chosen = all[random(all.length)]!;
        const slots = chosen.transitions;
        let next = text;
        switch (random(6)) {
          case 0:
            next = slots.length ? insert(text, PASS, { kind: 'transition', from: chosen.path, slot: slots[random(slots.length)]!.slot }).text : text;
            break;
          case 1:
            next = removeState(text, chosen.path).text;
            break;
          case 2:
            next = rename(text, chosen.path, `N${round}.${i}`).text;
            break;
          case 3:
            next = duplicate(text, chosen.path).text;
            break;
          case 4:
            next = setField(text, chosen.path, ['Comment'], `c${i}`);
            break;
          case 5:
            next = setField(text, chosen.path, ['Comment'], undefined);
            break;
        }
        expect(missingTargets(machine(next))).toEqual([]);
        history = record(history, { text: next }, i * 10_000);
      }
      const end = history.now.text;
      while (history.past.length) history = undo(history);
      expect(history.now.text).toBe(TEXT);
      while (history.future.length) history = redo(history);
      expect(history.now.text).toBe(end);
    }
  });
});

describe('history', () => {
  it('should take quick typing as one step', () => {
    let history = begin('');
    history = record(history, { text: 'a' }, 0, 'typing');
    history = record(history, { text: 'ab' }, 300, 'typing');
    history = record(history, { text: 'abc' }, 2000, 'typing');
    history = undo(history);
    expect(history.now.text).toBe('ab');
    expect(undo(history).now.text).toBe('');
    expect(redo(history).now.text).toBe('abc');
  });
});
