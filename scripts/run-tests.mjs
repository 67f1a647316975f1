// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ROOT, statePaths } from './paths.mjs';
import { readOr, runShown } from './process.mjs';
import { timesTable } from './processor-times.mjs';
import { progress } from './progress.mjs';
import { atEnd, isInterrupted } from './run-main.mjs';
import { ensureServices } from './services/index.mjs';
import { setUp } from './setup.mjs';
import { countsLine, countsOf } from './vitest-report.mjs';

/** Whether `args` include tests of the dashboard. @param {readonly string[]} args */
const wantsBrowser = (args) => {
  const files = args.filter((arg) => /^(test|apps|libs|scripts)\b/.test(arg));
  return files.length === 0 ? !args.includes('unit') : files.some((file) => file.startsWith('test/browser'));
};

/**
 * Like Promise.all, but waits for the others when one fails: servers must have started before they can be stopped.
 * @template {unknown[]} T @param {[...T]} works @returns {Promise<{ [K in keyof T]: Awaited<T[K]> }>}
 */
async function allOf(works) {
  await Promise.allSettled(works);
  return /** @type {Promise<{ [K in keyof T]: Awaited<T[K]> }>} */ (Promise.all(works));
}

/**
 * Sets up, starts the servers if necessary, runs vitest and prints the counts.
 * @param {readonly string[]} given arguments for vitest, and --times
 * @param {Readonly<Record<string, string>>} [more] additional environment variables for the tests
 * @returns {Promise<number>} the exit code
 */
export async function runTests(given, more = {}) {
  const args = given.filter((arg) => arg !== '--times');
  const starting = ensureServices({ log: progress }).then((services) => {
    atEnd(services.stop);
    return services;
  });
  // Servers need no build, and wait more than they compute until they are ready.
  const [{ env, stop }, CHROMIUM] = await allOf([
    starting,
    wantsBrowser(args) ? ensureBrowser(progress) : undefined,
    setUp(progress),
  ]);
  const browser = CHROMIUM === undefined ? {} : { CHROMIUM };
  const report = path.join(statePaths().base, `vitest-${process.pid}.json`);
  atEnd(() => rmSync(report, { force: true }));
  const times = path.join(statePaths().base, `times-${process.pid}.jsonl`);
  atEnd(() => rmSync(times, { force: true }));
  const timed = args.length < given.length ? { PROCESSOR_TIMES: times } : {};
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runShown(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: ROOT,
    // We support Node 20; the SDK warns in every process that it will drop it.
    env: {
      ...process.env,
      ...env,
      ...browser,
      ...timed,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...more,
    },
  });
  if (isInterrupted()) return code;
  const counts = countsOf(report, code);
  await stop();
  if (args.length < given.length) process.stdout.write(timesTable(readOr(times, '')));
  process.stdout.write(`${countsLine(counts)}\n`);
  return code;
}
