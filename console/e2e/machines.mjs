/** Machines that the tests make for themselves. */
export const ROLE = 'arn:aws:iam::123456789012:role/test';

/** Fails in an iteration of a Map within a Parallel. */
export const FAILING = {
  StartAt: 'Prepare',
  States: {
    Prepare: { Type: 'Pass', Result: { items: [1, 2, 3], order: 'A-4711' }, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Take your time', States: { 'Take your time': { Type: 'Wait', Seconds: 60, End: true } } },
        {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              ItemsPath: '$.items',
              MaxConcurrency: 1,
              ItemProcessor: {
                StartAt: 'Is it two?',
                States: {
                  'Is it two?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'Refuse two' }], Default: 'Fine' },
                  'Refuse two': { Type: 'Fail', Error: 'TwoRefused', Cause: 'Nobody takes two' },
                  Fine: { Type: 'Pass', End: true },
                },
              },
              End: true,
            },
          },
        },
      ],
      Next: 'Never',
    },
    Never: { Type: 'Succeed' },
  },
};

export const ECHO = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };

export const sleeping = (seconds) => ({ StartAt: 'Sleep', States: { Sleep: { Type: 'Wait', Seconds: seconds, End: true } } });

/** Starts another machine, in a branch; fails as long as there is no such machine. */
export const starting = (other) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Remember',
  States: {
    Remember: { Type: 'Pass', Assign: { order: 'A-4711' }, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Pass', Output: { side: 'left' }, End: true } } },
        {
          StartAt: 'Start another',
          States: {
            'Start another': {
              Type: 'Task',
              Resource: 'arn:aws:states:::states:startExecution',
              Arguments: { StateMachineArn: other, Input: { order: '{% $order %}' } },
              End: true,
            },
          },
        },
      ],
      Next: 'Thank',
    },
    Thank: { Type: 'Pass', Output: 'thanks', End: true },
  },
});

/** Hands its token to another execution and waits. */
export const waiting = (inner) => ({
  StartAt: 'Ask somebody',
  States: {
    'Ask somebody': {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.waitForTaskToken',
      Parameters: { StateMachineArn: inner, Input: { 'token.$': '$$.Task.Token' } },
      TimeoutSeconds: 3600,
      HeartbeatSeconds: 600,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Refused' }],
      Next: 'Approved',
    },
    Approved: { Type: 'Succeed' },
    Refused: { Type: 'Fail', Error: 'Refused' },
  },
});

/** Goes round and round: four events each time. */
export const counting = (rounds) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Count',
  States: {
    Count: { Type: 'Pass', Output: { n: '{% $states.input.n + 1 %}' }, Next: 'Enough?' },
    'Enough?': { Type: 'Choice', Choices: [{ Condition: `{% $states.input.n < ${rounds} %}`, Next: 'Count' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
});

export function large(states) {
  const all = {};
  for (let i = 0; i < states / 3; i++) {
    const next = i < states / 3 - 1 ? { Next: `Choose ${i + 1}` } : { End: true };
    all[`Choose ${i}`] = { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: `Left ${i}` }], Default: `Right ${i}` };
    all[`Left ${i}`] = { Type: 'Pass', ...next };
    all[`Right ${i}`] = { Type: 'Pass', ...next };
  }
  return { StartAt: 'Choose 0', States: all };
}
