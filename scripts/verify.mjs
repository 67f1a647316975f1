// @ts-check
import { parseArgs } from 'node:util';
import { ROOT } from './paths.mjs';
import { runShown } from './process.mjs';
import { Plain, progress } from './progress.mjs';
import { runMain } from './run-main.mjs';
import { COMPILER_ENV, ensureDependencies } from './setup.mjs';

const HELP = `npm run verify: runs the checks that every change must pass, in this order: format, lint (including who may import
whom, and the order of imports), build, types of scripts, benchmarks and tests, unit tests. It stops at the first that
fails. npm run format fixes format and order. No server is needed.
`;

/** @type {[string, string, string[]][]} */
const STEPS = [
  ['format', 'npx', ['biome', 'format', '.']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['build', 'npm', ['run', '--silent', 'build']],
  ['types', 'npm', ['run', '--silent', 'types']],
  ['unit tests', 'npx', ['vitest', 'run', '--project', 'unit']],
];

await runMain(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  await ensureDependencies(progress);
  const env = { ...COMPILER_ENV, ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
  for (const [name, command, args] of STEPS) {
    progress(name);
    if ((await runShown(command, args, { cwd: ROOT, env })) !== 0) throw new Plain(`verify: ${name} failed.`);
  }
  progress('verified');
});
