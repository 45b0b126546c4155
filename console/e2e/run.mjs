/**
 * The console in a real browser, against a running `pawl dev examples/long-running`: node e2e/run.mjs URL [FOLDER OF INPUTS] [ONLY].
 * Prints a line for each test; ends with 1 if one failed.
 */
import { run } from './check.mjs';
import { drawing } from './drawing.mjs';
import { looks, measuring, prepare } from './measuring.mjs';
import { base, only } from './steps.mjs';
import { afterPatterns, patterns, watching } from './watching.mjs';

const tests = [...patterns, ...watching, ...drawing];
const failures = await run(base, { prepare, tests, measuring, afterwards: [...looks, ...afterPatterns] }, only);
process.exit(failures > 0 ? 1 : 0);
