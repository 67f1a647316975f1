// @ts-check
import { runMain } from './run-main.mjs';
import { runTests } from './run-tests.mjs';

const HELP = `npm test: sets up, starts the servers if necessary, and runs all tests.

  npm test -- [VITEST ARGUMENT...]     such as a file name, -t NAME, --project unit
  npm test -- --times                  also lists the suites that used most processor time

Its last line counts the tests. Servers that it started are stopped afterwards. The environment may name servers
(DATABASE_URL, REDIS_URL, S3_ENDPOINT) and a browser (CHROMIUM); .env is not read, so that tests never touch a database that matters.
`;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(HELP);
  return runTests(args);
});
