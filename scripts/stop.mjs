// @ts-check
import { parseArgs } from 'node:util';
import { stopApps } from './apps.mjs';
import { loadEnvFile } from './environment.mjs';
import { demoPaths, statePaths } from './paths.mjs';
import { progress } from './progress.mjs';
import { runMain } from './run-main.mjs';
import { stopServices } from './services/index.mjs';

const HELP = `npm stop: stops the API, the worker and the servers of this checkout. The data stays in .sluice.
`;

await runMain(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  loadEnvFile();
  // A demo leaves processes behind only after a SIGKILL.
  const ran = [await stopApps(statePaths(), progress), await stopApps(demoPaths(), progress)].some(Boolean);
  await stopServices({ log: progress });
  progress(ran ? 'stopped' : 'no app was running');
});
