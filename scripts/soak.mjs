// @ts-check
import { randomInt } from 'node:crypto';
import { runMain } from './run-main.mjs';
import { runTests } from './run-tests.mjs';

const HELP = `npm run soak: runs the tests of npm test with more repetitions, for hours instead of minutes.

  npm run soak                                  every suite
  npm run soak -- test/import/crash             some; arguments are passed to vitest
  SEED=7 npm run soak -- test/import/crash      repeat the same random data and timing

It repeats what npm test shows once: workers killed at random moments, 10,000 queued imports, full-size files, thousands
of runs of each property. It also measures what Sluice promises to do within seconds, so run nothing else on the machine.
The seed is printed at the beginning and at the end.
`;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(HELP);
  const seed = process.env.SEED || String(randomInt(2 ** 31 - 1));
  const say = () => process.stdout.write(`soak: SEED=${seed}\n`);
  say();
  const code = await runTests(args, { SOAK: '1', SEED: seed });
  say();
  return code;
});
