// @ts-check
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Plain, progress } from './progress.mjs';
import { atEnd, isInterrupted, runMain } from './run-main.mjs';
import { runTests } from './run-tests.mjs';
import { setUp } from './setup.mjs';

const HELP = `npm run soak: looks for bugs that only show up with time and chance.

  npm run soak -- --minutes 60                  a mixed workload under random faults, checked by an independent oracle
  npm run soak -- --minutes 60 --seed 7         repeat the same work and the same faults
  npm run soak                                  the suites of npm test with more repetitions, for hours
  npm run soak -- test/import/crash             some of these suites; arguments are passed to vitest
  SEED=7 npm run soak -- test/import/crash      repeat the same random data and timing

With --minutes it starts its own servers, APIs and workers and runs imports, analyses and uploads while it kills, freezes and
disconnects each of them. Then it ends all faults, waits for the work to finish, and checks every row, count, artifact and
object. Ctrl-C ends the faults early. Logs are in .sluice/soak. The exit code is 1 if anything is wrong.

Without --minutes it repeats what npm test shows once: workers killed at random moments, 10,000 queued imports, full-size
files, thousands of runs of each property. It also checks the times that Sluice promises, so run nothing else on the
machine. The seed is printed at the beginning and at the end.
`;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(HELP);
  const given = process.env.SEED || String(randomInt(2 ** 31 - 1));
  return args.some((arg) => arg.startsWith('--minutes')) ? runTimed(args, given) : runSuites(args, given);
});

/** @param {string[]} args @param {string} seed */
async function runSuites(args, seed) {
  const say = () => process.stdout.write(`soak: SEED=${seed}\n`);
  say();
  const code = await runTests(args, { SOAK: '1', SEED: seed });
  say();
  return code;
}

/** @param {string[]} args @param {string} given */
async function runTimed(args, given) {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
  const [minutes, seed] = [Number(values.minutes), Number(values.seed ?? given)];
  if (!(minutes > 0)) throw new Plain('--minutes must be a number above 0.');
  if (!Number.isInteger(seed)) throw new Plain('--seed must be a whole number.');
  progress(`seed ${seed}, ${minutes} minutes`);
  await setUp(progress);
  // Sluice supports Node 20; the AWS SDK warns in every process that it will drop it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { soak } = await import('../soak/index.mjs');
  const tally = await soak({ minutes, seed, log: progress, interrupted: isInterrupted, atEnd });
  const { problems, minutes: done } = tally;
  process.stdout.write(
    `soak: seed ${seed}, ${done} minutes of faults\n${tally.lines().join('\n')}\nproblems: ${problems.length}\n`,
  );
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}
