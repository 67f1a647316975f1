// @ts-check
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ROOT } from './paths.mjs';
import { runShown } from './process.mjs';
import { Plain, progress } from './progress.mjs';
import { runMain } from './run-main.mjs';

const HELP = `npm run settings:generate: builds libs/core and writes .env.example, docs/settings.md and the list of settings
in docker-compose.yml from the settings declared in libs/core/src/settings. A unit test fails while they are out of date.
`;

await runMain(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  if ((await runShown('npx', ['tsc', '-b', 'libs/core'], { cwd: ROOT })) !== 0)
    throw new Plain('libs/core failed to build.');
  const { EXAMPLE_FILE, exampleFile, PAGE_FILE, settingsPage } = await import('./settings-documents.mjs');
  const { COMPOSE_FILE, composeFile } = await import('./compose-settings.mjs');
  writeFileSync(COMPOSE_FILE, composeFile());
  writeFileSync(EXAMPLE_FILE, exampleFile());
  writeFileSync(PAGE_FILE, settingsPage());
  progress(`wrote ${EXAMPLE_FILE}, ${PAGE_FILE} and ${COMPOSE_FILE}`);
});
