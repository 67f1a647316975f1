// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runShown } from './process.mjs';
import { Plain, progress } from './progress.mjs';
import { atEnd, runMain } from './run-main.mjs';
import { ensureServices, mysqlClient } from './services/index.mjs';
import { setUp } from './setup.mjs';

const FOLDER = path.join(ROOT, 'bench');

const names = () =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => path.basename(file, '.mjs'));

const help = () => `npm run bench -- NAME [ARGUMENT...]     (NAME --help lists its arguments)

Sets up, starts the servers if necessary, and measures against a yardstick in the same run. \`all\` runs all of them and writes
their tables to docs/benchmarks.md.

  ${names().join('\n  ')}
`;

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (!name || name === '--help' || name === '-h') return void process.stdout.write(help());
  const file = path.join(FOLDER, `${path.basename(name)}.mjs`);
  if (!existsSync(file)) throw new Plain(`Unknown benchmark: ${name}.\n\n${help()}`);
  if (args.includes('--help')) return runShown(process.execPath, [file, '--help'], { cwd: ROOT });
  await setUp(progress);
  const { env, stop } = await ensureServices({ log: progress });
  atEnd(stop);
  const client = process.env.MYSQL_CLIENT ?? (await mysqlClient());
  return runShown(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...env,
      ...(client && { MYSQL_CLIENT: client }),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
});
