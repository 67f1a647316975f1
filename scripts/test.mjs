// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ROOT, statePaths } from './paths.mjs';
import { runShown } from './process.mjs';
import { progress } from './progress.mjs';
import { atEnd, isInterrupted, runMain } from './run-main.mjs';
import { ensureServices } from './services/index.mjs';
import { setUp } from './setup.mjs';
import { countsLine, countsOf } from './vitest-report.mjs';

const HELP = `npm test: sets up, starts the servers if they do not run, and runs all tests.

  npm test -- [arguments of vitest]     such as a file name, -t NAME, --project unit

Its last line counts the tests. Servers that it started are stopped afterwards. The environment may name servers
(DATABASE_URL, REDIS_URL, S3_ENDPOINT) and a browser (CHROMIUM); .env is not read, so that no test meets a database that matters.
`;

/** Whether tests of the dashboard are among those that `args` name. @param {readonly string[]} args */
const wantsBrowser = (args) => {
  const files = args.filter((arg) => /^(test|apps|libs|scripts)\b/.test(arg));
  return files.length === 0 ? !args.includes('unit') : files.some((file) => file.startsWith('test/browser'));
};

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(HELP);
  await setUp(progress);
  const { env, stop } = await ensureServices({ log: progress });
  atEnd(stop);
  const browser = wantsBrowser(args) ? { CHROMIUM: await ensureBrowser(progress) } : {};
  const report = path.join(statePaths().base, `vitest-${process.pid}.json`);
  atEnd(() => rmSync(report, { force: true }));
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runShown(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: ROOT,
    // Node 20 is what we support; the SDK says in each of many processes that it will not for ever.
    env: { ...process.env, ...env, ...browser, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  if (isInterrupted()) return code;
  const counts = countsOf(report, code);
  await stop();
  process.stdout.write(`${countsLine(counts)}\n`);
  return code;
});
