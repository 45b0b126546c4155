#!/usr/bin/env node
// Asks asl-validator and amazon-states-language-service what they think of many definitions, and compares that with what
// `pawl validate` says. Only AWS is right: what is known to differ from it, in them or in us, stands in accepted.mjs.
//
//   npm install && npm run compare            prints what nobody has explained yet; exit code 1 if there is any
//   npm run compare -- --every=10             only every 10th mutation
//   npm run compare -- FILE...                the same for definitions of your own, as they are
//   npm run compare -- --all                  also what is explained, with the reason

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import languageService from 'amazon-states-language-service';
import aslValidator from 'asl-validator';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { accepted } from './accepted.mjs';
import { definitions } from './definitions.mjs';
import { mutations } from './mutations.mjs';

const args = process.argv.slice(2);
const all = args.includes('--all');
const every = numberOf('every', 1);
const offset = numberOf('offset', 0);

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const FILES_AT_ONCE = 2000;

function numberOf(option, otherwise) {
  const given = args.find(arg => arg.startsWith(`--${option}=`));
  return given === undefined ? otherwise : Number(given.slice(option.length + 3));
}

function examples(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : examples(path);
    return entry.name.endsWith('.asl.json') ? [example(path)] : [];
  });
}

/** An example's definition, with an ARN for each of the template's placeholders. */
function example(path) {
  return JSON.parse(readFileSync(path, 'utf8').replace(/\$\{\w+\}/g, 'arn:aws:lambda:us-east-1:111122223333:function:f'));
}

/** The states that the language service offers to write, each in a machine of its own. */
function snippets() {
  const offered = createRequire(import.meta.url)('amazon-states-language-service/out/snippets/states.json');
  return offered.map(({ body }) => {
    const text = body.join('\n').replace(/\$\{\d+:?([^{}]*)\}/g, '$1').replace(/\$\d+/g, '');
    const states = JSON.parse(`{${text}}`);
    for (const target of JSON.stringify(states).matchAll(/"(?:Next|Default)":"([^"]*)"/g)) {
      states[target[1]] ??= { Type: 'Succeed' };
    }
    return { StartAt: Object.keys(states)[0], States: states };
  });
}

/** The definitions to ask about, each once: {what was done, text}. */
function questions(files) {
  if (files.length > 0) return files.map(file => ({ what: file, text: readFileSync(file, 'utf8') }));
  const questions = new Map();
  for (const [index, definition] of [...definitions, ...snippets(), ...examples(join(root, 'examples'))].entries()) {
    for (const [change, damaged] of mutations(definition)) {
      const text = JSON.stringify(damaged);
      if (!questions.has(text)) questions.set(text, { what: `${index}: ${change}`, text });
    }
  }
  return [...questions.values()].filter((_, index) => index % every === offset);
}

/** What `pawl validate` says: for each question a list of messages, empty where it finds no error. */
function askPawl(questions) {
  const folder = mkdtempSync(join(tmpdir(), 'second-opinion-'));
  try {
    const answers = questions.map(() => []);
    const file = index => join(folder, `${index}.json`);
    questions.forEach(({ text }, index) => writeFileSync(file(index), text));
    for (let from = 0; from < questions.length; from += FILES_AT_ONCE) {
      const count = Math.min(FILES_AT_ONCE, questions.length - from);
      const files = Array.from({ length: count }, (_, i) => file(from + i));
      for (const diagnostic of validate(files)) {
        if (diagnostic.severity === 'ERROR') {
          answers[Number(diagnostic.file.match(/(\d+)\.json$/)[1])].push(`${diagnostic.code}: ${diagnostic.message}`);
        }
      }
    }
    return answers;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function validate(files) {
  const options = { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] };
  try {
    return JSON.parse(execFileSync(join(root, 'pawl'), ['validate', '--json', ...files], options));
  } catch (e) {
    // Exit code 1 says that some definition has errors.
    if (e.status === 1 && e.stdout) return JSON.parse(e.stdout);
    throw e;
  }
}

/** asl-validator compiles its schemas anew for each definition; this lets it do so once. */
function compileSchemasOnce() {
  const require = createRequire(import.meta.url);
  const ajv = require(require.resolve('ajv', { paths: [require.resolve('asl-validator')] }));
  const Ajv = ajv.default;
  let only;
  ajv.default = function (options) {
    if (!only) {
      only = new Ajv(options);
      const addKeyword = only.addKeyword.bind(only);
      only.addKeyword = definition => (only.getKeyword([definition.keyword ?? definition].flat()[0]) ? only : addKeyword(definition));
    }
    return only;
  };
}

function askAslValidator({ text }) {
  try {
    const { errors } = aslValidator(JSON.parse(text));
    return errors.map(error => `${error['Error code']}: ${error.Message}`);
  } catch (e) {
    return [`it stumbled: ${e.message}`];
  }
}

const service = languageService.getLanguageService({});

async function askLanguageService({ text }) {
  try {
    const document = TextDocument.create('file:///definition.asl.json', 'asl', 1, text);
    const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
    return diagnostics.filter(({ severity }) => severity === undefined || severity === 1).map(({ message }) => message);
  } catch (e) {
    return [`it stumbled: ${e.message}`];
  }
}

/** Makes messages about different places the same. */
function kind(message) {
  return message
    .replace(/\/[A-Za-z0-9_\/]+/g, '/...')
    .replace(/'[^']*'|"[^"]*"/g, "'...'")
    .replace(/\b(state|State) \S+/g, '$1 ...')
    .split('\n')[0];
}

const asked = questions(args.filter(arg => !arg.startsWith('--')));
console.log(`${asked.length} definitions`);
compileSchemasOnce();
const ours = askPawl(asked);
const groups = new Map();

function disagree(who, message, question) {
  const explanation = accepted.find(a => a.who === who && a.message.test(message) && (!a.when || a.when(question)));
  const key = `${who} alone refuses: ${explanation ? explanation.reason : kind(message)}`;
  const group = groups.get(key) ?? { explanation, examples: [] };
  group.examples.push({ message, ...question });
  groups.set(key, group);
}

for (const [index, question] of asked.entries()) {
  const theirs = { 'asl-validator': askAslValidator(question), 'amazon-states-language-service': await askLanguageService(question) };
  if (ours[index].length === 0) {
    for (const [who, messages] of Object.entries(theirs)) {
      if (messages.length > 0) disagree(who, messages[0], question);
    }
  } else if (Object.values(theirs).every(messages => messages.length === 0)) {
    disagree('pawl', ours[index][0], question);
  }
}

let unexplained = 0;
for (const [key, { explanation, examples }] of [...groups].sort()) {
  if (!explanation) unexplained += examples.length;
  if (!explanation || all) {
    console.log(`\n${explanation ? '' : '?? '}${key} (${examples.length})`);
    for (const example of examples.slice(0, explanation ? 1 : 3)) console.log(`     ${example.what}\n       ${example.message.slice(0, 200)}`);
  }
}
const explained = [...groups.values()].filter(group => group.explanation).reduce((sum, group) => sum + group.examples.length, 0);
console.log(`\n${unexplained} disagreements are not explained, ${explained} are`);
process.exitCode = unexplained > 0 ? 1 : 0;
