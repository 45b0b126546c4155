/** Executions, machines, callbacks and functions are watched. */
import { shot } from './browser.mjs';
import { equal, ok, until } from './check.mjs';
import { ECHO, FAILING, ROLE, sleeping, starting, waiting } from './machines.mjs';
import { ARN, arnOf, ask, badge, base, create, input, inspector, isIn, node, start, unique } from './steps.mjs';

export const patterns = [
  [
    'the Map pattern is watched while it runs, started from its page',
    async ({ page, call }) => {
      await page.goto(`${base}/machines?name=MapPattern`);
      await page.getByRole('link', { name: 'MapPattern' }).click();
      await page.getByRole('button', { name: 'Start execution' }).click();
      await page.getByLabel('Name', { exact: true }).fill(`watched-${unique}`);
      await page.getByRole('textbox', { name: 'Input' }).fill(input('map.json'));
      await shot(page, 'start-dialog');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await badge(page, 'Running');
      await page.locator('.sn.running').first().waitFor();
      await shot(page, 'map-running');
      await badge(page, 'Succeeded');
      await page.getByText('240/240').waitFor();
      equal(await page.locator('.sn.succeeded, .sn.caught').count(), 4, 'states that are done');
      await node(page, 'Price all orders').click({ position: { x: 80, y: 20 } });
      await page.getByRole('button', { name: 'Iteration 7, succeeded' }).click();
      await page.locator('.inspector .tr', { hasText: 'Price order' }).click();
      await page.getByText('In iteration 7 of').waitFor();
      // An attempt that failed shows its error and the log of its function. The server keeps those of the last invocations.
      await page.getByRole('button', { name: 'Next failed' }).click();
      await page.getByText('InvalidOrder').first().waitFor();
      await shot(page, 'map-iteration');
      await page.getByRole('tab', { name: 'Steps' }).click();
      await page.getByRole('button', { name: 'Failed or retried' }).click();
      await page.getByRole('list', { name: 'Steps' }).evaluate((list) => list.scrollTo(0, list.scrollHeight));
      await page.locator('.page .tr', { has: page.locator('.badge.caught') }).last().click();
      const number = /Order (\d+) can't be priced/.exec(await inspector(page).locator('.note').first().innerText())[1];
      await page.locator('.log', { hasText: `Order ${number} can't be priced` }).waitFor();
      equal(await page.locator('.log').count(), 1, 'logs shown: eight orders are priced at a time, but only one is this');
      const { output } = await call('DescribeExecution', { executionArn: arnOf('MapPattern', `watched-${unique}`) });
      ok(JSON.parse(output).Checked, 'the execution really ran');
    },
    { moving: true },
  ],
  [
    'the Iterator pattern shows its rounds, in graph and timeline',
    async ({ page, call }) => {
      const { executionArn } = await start(call, 'IteratorPattern', 'rounds', JSON.stringify({ ...JSON.parse(input('iterator.json')), Items: 300 }));
      await page.goto(`${base}/executions/${executionArn}`);
      await badge(page, 'Running');
      await badge(page, 'Succeeded');
      await node(page, 'Work').click();
      // How many rounds it takes depends on the machine.
      const last = await page.getByText(/Visit (\d+) of \1$/).innerText();
      const rounds = Number(/\d+/.exec(last)[0]);
      ok(rounds >= 3, `there were several rounds: ${last}`);
      await page.getByRole('button', { name: 'The visit before' }).click();
      await page.getByText(`Visit ${rounds - 1} of ${rounds}`).waitFor();
      await page.getByRole('button', { name: 'Difference' }).click();
      await page.locator('.diff .add').first().waitFor();
      await page.locator('.log').first().waitFor();
      await page.getByRole('tab', { name: 'Timeline' }).click();
      await page.locator('.tl .bar').nth(5).waitFor();
      ok(page.url().includes('view=timeline') && page.url().includes('step='), 'the address says what is looked at');
      await shot(page, 'iterator-timeline');
      // Whoever gets the address sees the same.
      await page.reload();
      await page.getByText(`Visit ${rounds - 1} of ${rounds}`).waitFor();
    },
  ],
  [
    'the Callback pattern waits for its worker and ends by itself',
    async ({ page, call }) => {
      const { executionArn } = await start(call, 'CallbackPattern', 'by-worker', input('callback.json'));
      await page.goto(`${base}/executions/${executionArn}`);
      await page.locator('.sn.waiting').waitFor({ timeout: 60_000 });
      await node(page, 'Hand over the job').click();
      await page.getByText('Waits for an answer').waitFor();
      await shot(page, 'callback-waiting');
      await badge(page, 'Succeeded');
    },
    { dark: true },
  ],
];

export const watching = [
  [
    'a failure is found by its error, and the state that failed is one click away',
    async ({ page, call, expected }) => {
      // Redriving may be refused; that is shown to the user and is no error of the page.
      expected.push(/status of 400/);
      const machine = await create(call, 'Failing', FAILING);
      const { executionArn } = await start(call, machine, 'fails', '{"customer": "C-42"}');
      await until('it fails', async () => (await call('DescribeExecution', { executionArn })).status === 'FAILED');
      await page.goto(`${base}/executions`);
      await page.getByLabel('Search executions').fill('nobody takes two');
      await page.locator('a.tr', { hasText: 'cause' }).first().waitFor();
      await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: 'Failed' }).click();
      await until('the address says so', () => page.url().includes('status=FAILED') && page.url().includes('text='));
      await shot(page, 'search');
      // By machine and time as well; whoever gets the address sees the same.
      await page.getByLabel('State machine', { exact: true }).selectOption('MapPattern');
      await page.getByText('No execution fits these filters').waitFor();
      await page.getByLabel('State machine', { exact: true }).selectOption(`Failing-${unique}`);
      await page.getByLabel('Started', { exact: true }).selectOption('Last 15 minutes');
      await until('the address says that, too', () => page.url().includes('since=15m') && page.url().includes(encodeURIComponent(machine)));
      // A time of one's own: from a day ago, and then until then.
      const yesterday = new Date(Date.now() - 86_400_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
      await page.getByLabel('Started', { exact: true }).selectOption('From … until …');
      await page.getByLabel('Started before').fill(yesterday);
      await page.getByText('No execution fits these filters').waitFor();
      await page.getByLabel('Started before').fill('');
      await page.getByLabel('Started from').fill(yesterday);
      await until('the address has the time', () => /since=range/.test(page.url()) && /from=\d{13}/.test(page.url()) && !page.url().includes('until='));
      await page.reload();
      await page.getByRole('link', { name: new RegExp(`fails-${unique}`) }).click();
      await badge(page, 'Failed');
      await page.getByRole('alert').getByRole('link', { name: 'Refuse two' }).click();
      await page.getByText('In iteration 1 of').waitFor();
      await page.locator('.sn.failed.selected').waitFor();
      await shot(page, 'failure');
      await page.getByRole('button', { name: 'Redrive' }).click();
      await page.locator('.toast').waitFor();
      await page.getByRole('tab', { name: 'Steps' }).click();
      await page.getByRole('button', { name: 'Failed or retried' }).click();
      ok((await page.locator('.page .tr .badge.failed').count()) >= 2, 'the failed steps are listed');
      await shot(page, 'steps');
    },
  ],
  [
    'an execution is started again with another input, and stopped',
    async ({ page, call }) => {
      const machine = await create(call, 'Sleeping', sleeping(300));
      const { executionArn } = await start(call, machine, 'one', '{"n": 1}');
      await page.goto(`${base}/executions/${executionArn}`);
      await page.getByRole('button', { name: 'Start again' }).click();
      await page.getByRole('textbox', { name: 'Input' }).fill('{"n": ');
      await page.getByText('A value is missing here').waitFor();
      ok(await page.getByRole('button', { name: 'Start', exact: true }).isDisabled(), 'what is no JSON is not sent');
      await page.getByRole('textbox', { name: 'Input' }).fill('{"n": 2}');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await until('another execution is shown', () => !page.url().includes(`one-${unique}`));
      await badge(page, 'Running');
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await page.getByLabel('Error').fill('NotNeeded');
      await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
      await badge(page, 'Aborted');
      await page.getByText('NotNeeded').first().waitFor();
      const arn = decodeURIComponent(new URL(page.url()).pathname.split('/')[2]);
      equal((await call('DescribeExecution', { executionArn: arn })).input, '{"n": 2}', 'the input');
    },
  ],
  [
    'an Express machine is started and waited for',
    async ({ page, call }) => {
      const { stateMachineArn } = await call('CreateStateMachine', { name: `Quick-${unique}`, type: 'EXPRESS', roleArn: ROLE, definition: JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', Result: { quick: true }, End: true } } }) });
      await page.goto(`${base}/machines/${stateMachineArn}`);
      await page.getByText('leave no trace').waitFor();
      await page.getByRole('button', { name: 'Start execution' }).click();
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByRole('dialog').getByText('"quick"').waitFor();
    },
  ],
  [
    'a callback shows its heartbeat, and is completed or failed by hand',
    async ({ page, call }) => {
      const inner = await create(call, 'Inner', ECHO);
      const machine = await create(call, 'Asking', waiting(inner));
      const { executionArn } = await start(call, machine, 'asks', '{}');
      const refused = await start(call, machine, 'refused', '{}');
      await page.goto(`${base}/callbacks`);
      const row = page.locator('.tr', { hasText: `asks-${unique}` });
      await row.waitFor();
      await row.getByText('none yet').waitFor();
      await row.getByText(/^in (59:|1:00)/).waitFor();
      await shot(page, 'callbacks');
      const { taskToken } = (await ask('callbacks')).callbacks.find((one) => one.executionArn === executionArn);
      await until('its heartbeat is shown', async () => {
        await call('SendTaskHeartbeat', { taskToken });
        return (await row.innerText()).includes('just now');
      });
      const other = page.locator('.tr', { hasText: `refused-${unique}` });
      await other.getByRole('button', { name: 'Fail' }).click();
      await page.getByLabel('Error').fill('NotToday');
      await page.getByLabel('Cause').fill('Come back tomorrow');
      await page.getByRole('dialog').getByRole('button', { name: 'Fail' }).click();
      await until('it waits no more', async () => (await other.count()) === 0);
      await until('it has failed', isIn(call, refused.executionArn, 'FAILED'));

      await row.getByRole('link').click();
      await page.locator('.sn.waiting').waitFor();
      await inspector(page).getByText(/(just now|\d+ s ago) \(every 600 s\)/).waitFor();
      await page.getByRole('button', { name: 'Complete' }).click();
      await page.getByLabel('Result').fill('{"approvedBy": "me"}');
      await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
      await badge(page, 'Succeeded');
      equal((await call('DescribeExecution', { executionArn })).output, '{"approvedBy": "me"}', 'the output');
      await page.goto(`${base}/executions/${refused.executionArn}`);
      await node(page, 'Ask somebody').click();
      await inspector(page).getByText('NotToday (caught)').waitFor();
    },
  ],
  [
    'what failed is redriven; branches and variables are looked at',
    async ({ page, call }) => {
      const other = `Later-${unique}`;
      const machine = await create(call, 'Starting', starting(`${ARN}:stateMachine:${other}`));
      const { executionArn } = await start(call, machine, 'too-early', '{}');
      await page.goto(`${base}/executions/${executionArn}`);
      await badge(page, 'Failed');
      await page.getByRole('alert').getByRole('link', { name: 'Start another' }).click();
      await inspector(page).getByText('StateMachineDoesNotExist').first().waitFor();
      await page.getByText('Variables when it was entered').waitFor();
      await inspector(page).getByText('A-4711').first().waitFor();
      // To what it lies in, and into the other branch.
      await inspector(page).getByRole('button', { name: 'Both' }).click();
      await page.getByText('In its branches').waitFor();
      await inspector(page).getByRole('button', { name: /Left/ }).click();
      await inspector(page).getByRole('heading', { name: 'Left' }).waitFor();
      await create(call, 'Later', ECHO);
      await page.getByRole('button', { name: 'Redrive' }).click();
      await badge(page, 'Succeeded');
      await page.getByText('Redriven 1×').waitFor();
      await node(page, 'Start another').click();
      await page.getByText('2 attempts').waitFor();
      await shot(page, 'redriven');
      await page.getByRole('tab', { name: 'Timeline' }).click();
      // What is chosen is not folded away.
      await page.locator('.tl [aria-current=true]', { hasText: 'Start another' }).waitFor();
      await page.getByRole('button', { name: 'Fold' }).click();
      await until('it is folded', async () => (await page.locator('.tl .bar').count()) === 3);
      equal((await call('DescribeExecution', { executionArn })).output, '"thanks"', 'the output');
    },
  ],
  [
    'each attempt shows its own log, and the log leads back to it',
    async ({ page, call }) => {
      const machine = await create(call, 'Retrying', {
        StartAt: 'Price it',
        States: { 'Price it': { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:PriceFunction', Parameters: { nothing: 'of use' }, Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }], End: true } },
      });
      // Two at once, so that times tell nothing.
      const [, { executionArn }] = await Promise.all([start(call, machine, 'other', '{}'), start(call, machine, 'retried', '{}')]);
      await page.goto(`${base}/executions/${executionArn}`);
      await badge(page, 'Failed');
      await node(page, 'Price it').click();
      await page.getByText('3 attempts').waitFor();
      const { invocations } = await ask(`functions/PriceFunction?execution=${encodeURIComponent(executionArn)}`);
      equal(invocations.length, 3, 'invocations of this execution');
      const inOrder = [...invocations].sort((a, b) => a.startedEventId - b.startedEventId).map(({ requestId }) => requestId);
      for (const attempt of [1, 2, 3]) {
        const line = inspector(page).getByRole('button', { name: `Attempt ${attempt}` });
        if ((await line.getAttribute('aria-expanded')) === 'false') await line.click();
        await page.locator('.log', { hasText: `START RequestId: ${inOrder[attempt - 1]}` }).waitFor();
        equal(await page.locator('.log').count(), 1, `logs shown of attempt ${attempt}`);
      }
      equal(await page.locator('.edge-end.edge-taken').count(), 0, 'edges to the end, which it did not reach');
      await inspector(page).getByRole('link', { name: 'PriceFunction' }).click();
      await page.getByText('Log of this invocation').waitFor();
      await page.getByRole('group', { name: 'Invocations' }).getByRole('button', { name: 'Failed' }).click();
      await page.locator('button.tr[aria-current=true] .badge.failed').waitFor();
      await inspector(page).getByRole('link', { name: `retried-${unique}` }).click();
      await inspector(page).getByRole('heading', { name: 'Price it' }).waitFor();
    },
  ],
  [
    'lists keep up by themselves, and can be searched from anywhere',
    async ({ page, call }) => {
      await page.goto(`${base}/executions`);
      await page.locator('a.tr').first().waitFor();
      await shot(page, 'executions');
      const machine = await create(call, 'Listed', ECHO);
      const { executionArn } = await start(call, machine, 'appears', `{"needle": "in-a-haystack-${unique}"}`);
      await page.getByRole('link', { name: new RegExp(`appears-${unique}`) }).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type(`in-a-haystack-${unique}`);
      await page.keyboard.press('Enter');
      await page.locator('a.tr', { hasText: /in-a-/ }).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type(executionArn);
      await page.keyboard.press('Enter');
      await badge(page, 'Succeeded');
      await page.keyboard.press('/');
      await page.keyboard.type(`appears-${unique}`);
      await page.keyboard.press('Enter');
      await until('it is found by its name', () => new URL(page.url()).pathname.endsWith(executionArn));
      await page.goto(`${base}/nowhere`);
      await page.getByText('There is nothing here').waitFor();
    },
    { width: 1280, height: 800 },
  ],
  [
    'machines and functions keep up by themselves',
    async ({ page, call }) => {
      const asked = [];
      page.on('request', (request) => asked.push(`${new URL(request.url()).pathname} ${request.headers()['x-amz-target'] ?? ''}`));
      await page.goto(`${base}/machines?name=Arrives`);
      await page.getByText('Nothing fits').waitFor();
      const machine = await create(call, 'Arrives', ECHO);
      const row = page.getByRole('link', { name: `Arrives-${unique}` });
      await row.waitFor();
      await row.click();
      await page.getByRole('tab', { name: 'Definition' }).click();
      await node(page, 'P').waitFor();
      await call('UpdateStateMachine', { stateMachineArn: machine, definition: JSON.stringify(sleeping(1)) });
      await node(page, 'Sleep').waitFor();
      await page.getByRole('link', { name: 'State machines' }).first().click();
      await call('DeleteStateMachine', { stateMachineArn: machine });
      await until('it is gone', async () => (await row.count()) === 0);

      const { functions } = await ask('functions');
      const { name } = functions.find((one) => one.name.includes('Total'));
      await page.getByRole('link', { name: 'Functions' }).click();
      const fn = page.getByRole('link', { name });
      const before = await fn.innerText();
      await fetch(`${base}/2015-03-31/functions/${name}/invocations`, { method: 'POST', body: '{}' });
      await until('its invocation is shown', async () => (await fn.innerText()) !== before);
      // Without being told it would have asked every three seconds.
      ok(asked.filter((what) => what.includes('ListStateMachines')).length < 9, `it does not ask again and again: ${asked}`);
    },
  ],
  [
    'pages are told what happens, and do not ask again and again',
    async ({ page, call }) => {
      const machine = await create(call, 'Told', sleeping(300));
      const { executionArn } = await start(call, machine, 'told', '{}');
      await page.goto(`${base}/executions/${executionArn}`);
      await badge(page, 'Running');
      await page.locator('.side-foot .dot.on').waitFor();
      await page.waitForTimeout(1_500);
      const asked = [];
      page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname} ${request.postData() ?? ''}`));
      await page.waitForTimeout(3_000);
      // Tests beside this one make tasks wait for their tokens.
      equal(asked.filter((what) => !what.includes('/api/callbacks')), [], 'what is asked while nothing happens');
      await call('StopExecution', { executionArn, error: 'Enough' });
      const began = Date.now();
      await badge(page, 'Aborted');
      await page.locator('.sn.aborted').waitFor();
      console.log(`   shown ${Date.now() - began} ms after it was stopped`);
    },
  ],
  [
    'without live events, pages ask',
    async ({ page, call, expected }) => {
      expected.push(/api\/events/);
      await page.route('**/api/events*', (route) => route.abort('connectionrefused'));
      const machine = await create(call, 'Asks', sleeping(2));
      await page.goto(`${base}/executions`);
      const { executionArn } = await start(call, machine, 'untold', '{}');
      await page.getByRole('link', { name: new RegExp(`untold-${unique}`) }).click();
      ok(page.url().includes(executionArn), 'the execution is shown');
      await badge(page, 'Succeeded');
    },
  ],
  [
    'a distributed Map has its page, with progress and children',
    async ({ page, call }) => {
      const machine = await create(call, 'Spread', {
        QueryLanguage: 'JSONata',
        StartAt: 'Spread',
        States: {
          Spread: {
            Type: 'Map',
            Items: '{% [1..40] %}',
            MaxConcurrency: 3,
            ToleratedFailurePercentage: 50,
            ItemProcessor: {
              ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
              StartAt: 'Odd?',
              States: {
                'Odd?': { Type: 'Choice', Choices: [{ Condition: '{% $states.input % 5 = 0 %}', Next: 'Refuse' }], Default: 'Rest' },
                Rest: { Type: 'Wait', Seconds: 2, End: true },
                Refuse: { Type: 'Fail', Error: 'FivesRefused' },
              },
            },
            End: true,
          },
        },
      });
      const { executionArn } = await start(call, machine, 'spread', '{}');
      await page.goto(`${base}/executions/${executionArn}`);
      await node(page, 'Spread').click({ position: { x: 80, y: 20 } });
      await page.getByRole('link', { name: /Open the map run/ }).click();
      await page.getByText('items failed').waitFor();
      await page.getByRole('button', { name: 'Change limits' }).click();
      await page.getByLabel('At a time, at most').fill('40');
      await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click();
      await page.locator('.stat', { hasText: '40' }).getByText('at a time, at most').waitFor();
      await page.getByText('40 of 40').waitFor({ timeout: 60_000 });
      await badge(page, 'Succeeded');
      await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: 'Failed' }).click();
      await page.locator('a.tr', { hasText: 'FivesRefused' }).nth(7).waitFor();
      await shot(page, 'map-run');
      await page.locator('a.tr').first().click();
      await badge(page, 'Failed');
      await page.getByRole('link', { name: 'Map run' }).waitFor();
    },
  ],
];

export const afterPatterns = [
  [
    'functions show their invocations and logs, and can be invoked',
    async ({ page, expected }) => {
      expected.push(/status of 40\d/);
      await page.goto(`${base}/functions`);
      await page.getByRole('link', { name: /PriceFunction/ }).click();
      await page.locator('button.tr').first().click();
      await page.getByText('START RequestId').waitFor();
      await page.getByLabel('Invoke with a payload').fill('{"Id": 1, "Quantity": -1}');
      await page.getByRole('button', { name: 'Invoke' }).click();
      await page.getByText('errorType').waitFor();
      await shot(page, 'function');
    },
  ],
];
