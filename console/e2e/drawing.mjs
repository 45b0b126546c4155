/** State machines are drawn, tested and saved. */
import { readFileSync } from 'node:fs';
import { shot } from './browser.mjs';
import { equal, ok, until } from './check.mjs';
import { ARN, badge, base, between, code, create, drag, inspector, node, replace, tabTo, textOf, unique } from './steps.mjs';

export const drawing = [
  [
    'a machine is drawn from nothing by drag and drop, created, and run',
    async ({ page, call }) => {
      await page.goto(`${base}/new`);
      await page.getByText('Drag a state or a piece here').waitFor();
      const canvas = page.locator('.react-flow__pane');
      await drag(page, 'pass', { x: 260, y: 260 });
      await node(page, 'Pass').waitFor();
      await shot(page, 'draw-1');
      // Onto the edge behind it.
      const end = page.locator('.react-flow__node', { hasText: 'End' });
      await drag(page, 'map', await between(page, canvas, node(page, 'Pass'), end));
      await node(page, 'Map').waitFor();
      // Into the Map, in front of what is there.
      await until('the Map has its place', async () => (await node(page, 'Item').boundingBox()) !== null);
      const frame = await node(page, 'Map').boundingBox();
      const pane = await canvas.boundingBox();
      await drag(page, 'wait', { x: frame.x - pane.x + 8, y: frame.y - pane.y + 30 });
      await node(page, 'Wait').waitFor();
      const wait = JSON.parse(await textOf(page)).States.Map.ItemProcessor;
      equal([wait.StartAt, wait.States.Wait.Next], ['Wait', 'Item'], 'what stands in the Map');
      // Forms write into the same text.
      await node(page, 'Wait').click();
      await page.getByLabel('Seconds', { exact: true }).fill('1');
      await page.getByLabel('Seconds', { exact: true }).press('Enter');
      await page.getByLabel('Name', { exact: true }).fill('A second');
      await page.getByLabel('Name', { exact: true }).press('Enter');
      await node(page, 'A second').waitFor();
      await node(page, 'Pass').click();
      await page.getByLabel('Output', { exact: true }).fill('{"items": [1, 2, 3]}');
      await page.getByLabel('Name', { exact: true }).focus();
      await page.getByText('The server accepts this definition').waitFor();
      await page.getByRole('button', { name: 'Fit View' }).click();
      await page.waitForTimeout(300);
      await shot(page, 'drawn');
      await page.getByRole('button', { name: 'Create' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill(`Drawn-${unique}`);
      await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
      await page.getByRole('heading', { name: `Edit Drawn-${unique}` }).waitFor();
      await page.getByRole('button', { name: 'Publish' }).click();
      await page.getByText('Version 1 is published').waitFor();
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
      await badge(page, 'Succeeded');
      await page.getByText('3/3').waitFor();
      await shot(page, 'drawn-run');
      const { definition } = await call('DescribeStateMachine', { stateMachineArn: `${ARN}:stateMachine:Drawn-${unique}` });
      equal(Object.keys(JSON.parse(definition).States), ['Pass', 'Map'], 'the states');
    },
  ],
  [
    'the graph follows the code, and problems are shown in text, graph and list',
    async ({ page, call }) => {
      const machine = await create(call, 'Coded', { Comment: 'untouched', StartAt: 'First', States: { First: { Type: 'Pass', Next: 'Last' }, Last: { Type: 'Succeed' } } });
      await page.goto(`${base}/edit/${machine}`);
      await node(page, 'First').waitFor();
      await replace(page, JSON.stringify({ StartAt: 'First', States: { First: { Type: 'Pass', Next: 'Middle' }, Middle: { Type: 'Wait', Seconds: 1, Next: 'Nowhere' }, Last: { Type: 'Succeed' } } }, null, 2));
      await node(page, 'Middle').waitFor();
      await page.getByText("Missing 'Next' target: Nowhere").first().waitFor();
      await page.locator('.sn.broken', { hasText: 'Middle' }).waitFor();
      await page.locator('.cm-lintRange-error').first().waitFor();
      ok(await page.getByRole('button', { name: 'Save' }).isDisabled(), 'what the server refuses is not sent');
      await page.getByRole('listitem').filter({ hasText: 'Nowhere' }).getByRole('button').click();
      await page.getByLabel('Then').selectOption('Last');
      await page.getByText('The server accepts this definition').waitFor();
      await shot(page, 'edited');
      // With the keyboard alone.
      await node(page, 'Middle').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+d');
      await node(page, 'Middle 2').waitFor();
      await page.keyboard.press('Control+z');
      await until('the copy is gone', async () => (await node(page, 'Middle 2').count()) === 0);
      await node(page, 'Middle').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Delete');
      await until('the state is gone', async () => (await node(page, 'Middle').count()) === 0);
      equal(JSON.parse(await textOf(page)).States.First.Next, 'Last', 'what led to it leads past it');
      await page.keyboard.press('Control+s');
      await page.getByText('Saved').waitFor();
      // Out as JSON, as it is written; out as YAML, and in again.
      const written = await textOf(page);
      const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'File' }).click().then(() => page.getByRole('menuitem', { name: 'Export JSON' }).click())]);
      equal(readFileSync(await json.path(), 'utf8'), written, 'the exported text');
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'File' }).click().then(() => page.getByRole('menuitem', { name: 'Export YAML' }).click())]);
      const yaml = readFileSync(await download.path(), 'utf8');
      ok(yaml.includes('StartAt: First'), `it is YAML: ${yaml}`);
      await page.getByLabel('A definition').setInputFiles({ name: 'in.yaml', mimeType: 'application/yaml', buffer: Buffer.from(yaml.replaceAll('First', 'Imported')) });
      await node(page, 'Imported').waitFor();
      const [svg] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'File' }).click().then(() => page.getByRole('menuitem', { name: 'Picture as SVG' }).click())]);
      ok(readFileSync(await svg.path(), 'utf8').includes('>Imported</text>'), 'the picture shows it');
      const [png] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'File' }).click().then(() => page.getByRole('menuitem', { name: 'Picture as PNG' }).click())]);
      ok(readFileSync(await png.path()).length > 2000, 'the picture as PNG');
    },
  ],
  [
    'states are connected and reconnected by dragging',
    async ({ page, call }) => {
      const pass = { Type: 'Pass' };
      const machine = await create(call, 'Linked', { StartAt: 'One', States: { One: { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: 'Two' }], Default: 'Four' }, Two: { ...pass, Next: 'Three' }, Three: { ...pass, End: true }, Four: { ...pass, End: true } } });
      await page.goto(`${base}/edit/${machine}`);
      await node(page, 'Four').waitFor();
      const move = async (from, to) => {
        await page.mouse.move(from.x, from.y);
        await page.mouse.down();
        await page.mouse.move(to.x - 12, to.y - 12, { steps: 6 });
        await page.mouse.move(to.x, to.y, { steps: 3 });
        await page.mouse.up();
      };
      const middle = async (name) => {
        const box = await node(page, name).boundingBox();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2, bottom: box.y + box.height, top: box.y };
      };
      await node(page, 'Three').hover();
      const three = await middle('Three');
      await move({ x: three.x, y: three.bottom }, await middle('Four'));
      await until('it leads there', async () => JSON.parse(await textOf(page)).States.Three.Next === 'Four');
      equal(JSON.parse(await textOf(page)).States.Three.End, undefined, 'its end');
      // The end of an edge, elsewhere.
      await between(page, page.locator('.react-flow__pane'), node(page, 'One'), node(page, 'Four'));
      const anchor = await page.locator('.react-flow__edge.edge-next .grip').first().boundingBox();
      await move({ x: anchor.x + anchor.width / 2, y: anchor.y + anchor.height / 2 }, await middle('Four'));
      await until('it leads elsewhere', async () => JSON.parse(await textOf(page)).States.Two.Next === 'Four');
    },
  ],
  [
    'a state is tested alone',
    async ({ page, call }) => {
      const machine = await create(call, 'Tested', { StartAt: 'Shape', States: { Shape: { Type: 'Pass', Parameters: { 'name.$': '$.who' }, ResultPath: '$.greeting', End: true } } });
      await page.goto(`${base}/edit/${machine}`);
      await node(page, 'Shape').click();
      await page.getByRole('tab', { name: 'Test' }).click();
      await page.getByLabel('Input of “Shape”').fill('{"who": "you"}');
      await page.getByRole('button', { name: 'Test this state' }).click();
      await page.getByText('After Parameters').waitFor();
      ok((await page.getByLabel('Output').first().innerText()).includes('"greeting"'), 'the output is shown');
      await shot(page, 'test-state');
    },
    { dark: true, width: 1280, height: 800 },
  ],
  [
    'pieces are dragged into branches and onto edges, copied, cut and pasted, and all of it undone',
    async ({ page, call }) => {
      const text = '{\n  "StartAt": "One",\n  "States": {\n    "One": {"Type": "Pass",   "Next": "Two"},\n    "Two": {"Type": "Pass", "End": true}\n  }\n}\n';
      const machine = await create(call, 'Pieces', JSON.parse(text));
      await call('UpdateStateMachine', { stateMachineArn: machine, definition: text });
      await page.goto(`${base}/edit/${machine}`);
      await node(page, 'Two').waitFor();
      const canvas = page.locator('.react-flow__pane');
      const states = async () => JSON.parse(await textOf(page)).States;
      const before = await node(page, 'One').boundingBox();
      await drag(page, 'saga', await between(page, canvas, node(page, 'One'), node(page, 'Two')));
      await until('the saga stands between them', async () => Object.keys(await states()).length > 4);
      // What is above stays where it is.
      const after = await node(page, 'One').boundingBox();
      equal([Math.round(after.y), after.width], [Math.round(before.y), before.width], 'the place of the first state');
      ok((await textOf(page)).includes('"One": {"Type": "Pass",   "Next": '), 'what is not concerned keeps its blanks');
      await page.getByRole('button', { name: 'Undo' }).click();
      equal(await textOf(page), text, 'the text after it was undone');

      await drag(page, 'parallel', await between(page, canvas, node(page, 'One'), node(page, 'Two')));
      await node(page, 'Second').waitFor();
      await page.getByRole('button', { name: 'Fit View' }).click();
      await between(page, canvas, node(page, 'One'), node(page, 'Two'));
      const second = await node(page, 'Second').boundingBox();
      const pane = await canvas.boundingBox();
      await drag(page, 'wait', { x: second.x + second.width / 2 - pane.x, y: second.y + second.height / 2 - pane.y });
      await node(page, 'Wait').waitFor();
      equal(Object.keys((await states()).Parallel.Branches[1].States), ['Second', 'Wait'], 'the second branch');

      await node(page, 'One').click();
      await node(page, 'One').press('Control+c');
      await node(page, 'Two').click();
      await node(page, 'Two').press('Control+v');
      await node(page, 'One 2').waitFor();
      equal([(await states()).Two.Next, (await states())['One 2'].End], ['One 2', true], 'where the copy stands');
      await node(page, 'Wait').click();
      await node(page, 'Wait').press('Control+x');
      await until('it is cut', async () => (await node(page, 'Wait').count()) === 0);
      await node(page, 'One 2').click();
      await node(page, 'One 2').press('Control+v');
      await until('it is pasted elsewhere', async () => (await states()).Wait !== undefined);
      await shot(page, 'pieces');

      // Typing and drawing are undone in the order in which they were done, wherever the focus is.
      await code(page).click({ position: { x: 60, y: 8 } });
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.type('"Comment": "typed", ');
      await until('it is typed', async () => JSON.parse(await textOf(page)).Comment === 'typed');
      await node(page, 'Two').click();
      await node(page, 'Two').press('Control+d');
      await node(page, 'Two 2').waitFor();
      await page.keyboard.press('Control+z');
      await until('the copy is gone', async () => (await node(page, 'Two 2').count()) === 0);
      ok((await textOf(page)).includes('"typed"'), 'what was typed before is still there');
      await code(page).focus();
      for (let i = 0; i < 12 && (await textOf(page)) !== text; i++) await page.keyboard.press('Control+z');
      equal(await textOf(page), text, 'the text after everything was undone');
      ok(await page.getByRole('button', { name: 'Undo' }).isDisabled(), 'there is nothing more to undo');
      await page.getByRole('button', { name: 'Redo' }).click();
      await node(page, 'Second').waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await until('nothing is left to save', async () => (await page.getByText('not saved').count()) === 0);
      // What was cut last can be put into another machine.
      await page.getByRole('link', { name: 'State machines' }).first().click();
      await page.getByRole('button', { name: 'Draw a state machine' }).click();
      await page.getByText('Drag a state or a piece here').waitFor();
      await page.getByRole('button', { name: 'Fit View' }).press('Control+v');
      await node(page, 'Wait').waitFor();
    },
  ],
  [
    'the text completes fields, states, functions and paths, and says what fields mean',
    async ({ page, call }) => {
      const machine = await create(call, 'Typed', { StartAt: 'First', States: { First: { Type: 'Pass', ResultPath: '$.x', Next: 'Last one' }, 'Last one': { Type: 'Succeed' } } });
      await page.goto(`${base}/edit/${machine}`);
      await node(page, 'Last one').waitFor();
      const begun = '{"StartAt": "First", "States": {"Last one": {"Type": "Succeed"}, "First": {"Type": "Task", ';
      const offered = async (key, ...wanted) => {
        await replace(page, begun + key);
        await page.keyboard.type('"');
        for (const one of wanted) await page.locator('.cm-tooltip-autocomplete li', { hasText: one }).first().waitFor();
        await page.keyboard.press('Escape');
      };
      await offered('', 'TimeoutSeconds', 'Retry', 'Assign');
      await offered('"Next": ', 'Last one');
      await offered('"Resource": ', 'arn:aws:states:::lambda:invoke');
      await offered('"Parameters": {"FunctionName": ', 'Price');
      await offered('"InputPath": ', '$$.Execution.Id');
      await offered('"Retry": [{"ErrorEquals": [', 'States.Timeout');
      // One that is taken is written out.
      await replace(page, begun);
      await page.keyboard.type('"Timeout');
      await page.locator('.cm-tooltip-autocomplete li[aria-selected]', { hasText: 'TimeoutSeconds' }).waitFor();
      await shot(page, 'completion');
      // Right after it appears, a completion takes no key that was meant for the text.
      await page.waitForTimeout(100);
      await page.keyboard.press('Enter');
      await until('it is taken', async () => (await textOf(page)).includes('"TimeoutSeconds": '));
      await page.reload({ waitUntil: 'commit' });
      await node(page, 'Last one').waitFor();
      await code(page).getByText('"ResultPath"').hover();
      await page.locator('.cm-doc', { hasText: 'Where the result is put into the input' }).waitFor();
    },
  ],
  [
    'forms fit the query language',
    async ({ page, call }) => {
      const machine = await create(call, 'Both', {
        QueryLanguage: 'JSONPath',
        StartAt: 'Old',
        States: {
          Old: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'New' }], Default: 'New' },
          New: { Type: 'Pass', QueryLanguage: 'JSONata', Next: 'Task' },
          Task: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'none' }, End: true },
        },
      });
      await page.goto(`${base}/edit/${machine}`);
      await node(page, 'Old').click();
      const state = async (name) => JSON.parse(await textOf(page)).States[name];
      await page.getByLabel('Operator').selectOption('NumericGreaterThan');
      await page.getByLabel('Value').fill('41');
      await page.getByLabel('Value').press('Enter');
      await until('the rule is changed', async () => (await state('Old')).Choices[0].NumericGreaterThan === 41);
      await node(page, 'New').click();
      await page.getByLabel('Output', { exact: true }).fill('{% $states.input.n + 1 %}');
      await page.getByLabel('Name', { exact: true }).focus();
      await until('the output is written', async () => (await state('New')).Output === '{% $states.input.n + 1 %}');
      equal(await page.getByLabel('ResultPath').count(), 0, 'fields of JSONPath in a state of JSONata');
      await node(page, 'Task').click();
      await page.getByRole('button', { name: 'Retry', exact: true }).click();
      await page.getByLabel('Times').fill('7');
      await page.getByLabel('Times').press('Enter');
      await page.getByRole('button', { name: 'Catch', exact: true }).click();
      await page.getByLabel('Function', { exact: true }).selectOption({ index: 1 });
      await page.getByRole('button', { name: 'More fields' }).click();
      await page.getByLabel('InputPath').fill('$.n');
      await page.getByLabel('InputPath').press('Enter');
      await until('all of it is written', async () => {
        const { Retry, Catch, Parameters, InputPath } = await state('Task');
        return Retry[0].MaxAttempts === 7 && Catch[0].Next === 'Old' && Parameters.FunctionName !== 'none' && InputPath === '$.n';
      });
      await shot(page, 'forms');
    },
    { width: 1280, height: 800 },
  ],
  [
    'a machine is drawn, run and looked at with the keyboard alone',
    async ({ page, call }) => {
      await page.goto(`${base}/machines`);
      await tabTo(page, page.getByRole('button', { name: 'Draw a state machine' }), 'the button');
      await page.keyboard.press('Enter');
      const piece = (name) => page.locator(`[data-piece=${name}]`);
      await tabTo(page, piece('pass'), 'the palette');
      await page.keyboard.press('Enter');
      await node(page, 'Pass').waitFor();
      await tabTo(page, piece('wait'), 'the next piece');
      await page.keyboard.press('Enter');
      await node(page, 'Wait').waitFor();
      await tabTo(page, piece('succeed'), 'the last piece');
      await page.keyboard.press('Enter');
      await node(page, 'Succeed').waitFor();
      // From node to node; what leads on can be chosen, too.
      await tabTo(page, node(page, 'Wait'), 'a node');
      await page.keyboard.press('Enter');
      await page.locator('.sn.selected', { hasText: 'Wait' }).waitFor();
      const edge = page.locator('[aria-label="Pass leads to Wait"]');
      await tabTo(page, edge, 'an edge', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await page.locator('.edge-selected').waitFor();
      await page.keyboard.press('Delete');
      await until('it leads nowhere', async () => JSON.parse(await textOf(page)).States.Pass.Next === undefined);
      await tabTo(page, node(page, 'Pass'), 'the first node');
      await page.keyboard.press('Enter');
      // Past the text, which keeps nobody who passes through.
      await tabTo(page, page.getByLabel('Then'), 'where it leads');
      await page.keyboard.press('w');
      await until('it leads on', async () => JSON.parse(await textOf(page)).States.Pass.Next === 'Wait');
      await tabTo(page, node(page, 'Wait'), 'the node', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByLabel('Seconds', { exact: true }), 'its form');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('1');
      await page.keyboard.press('Enter');
      await page.getByText('The server accepts this definition').waitFor();
      await page.keyboard.press('Control+s');
      await page.getByRole('dialog').getByLabel('Name').waitFor();
      await page.keyboard.type(`Keyed-${unique}`);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: `Edit Keyed-${unique}` }).waitFor();
      await tabTo(page, page.getByRole('button', { name: 'Start', exact: true }), 'the start');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await tabTo(page, page.getByRole('textbox', { name: 'Input' }), 'the input');
      await page.keyboard.press('Control+Enter');
      await badge(page, 'Succeeded');
      await tabTo(page, node(page, 'Wait'), 'a state');
      await page.keyboard.press('Enter');
      await inspector(page).getByRole('heading', { name: 'Wait' }).waitFor();
      await tabTo(page, page.getByRole('tab', { name: 'Graph' }), 'the views', 'Shift+Tab');
      await page.keyboard.press('ArrowRight');
      await tabTo(page, page.locator('.tl .name', { hasText: 'Succeed' }), 'a step of the timeline');
      await page.keyboard.press('Enter');
      await inspector(page).getByRole('heading', { name: 'Succeed' }).waitFor();
      equal((await call('DescribeStateMachine', { stateMachineArn: `${ARN}:stateMachine:Keyed-${unique}` })).status, 'ACTIVE', 'the machine');
    },
  ],
];
