// @ts-check
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ROOT } from './paths.mjs';
import { runShown } from './process.mjs';
import { Plain, progress } from './progress.mjs';
import { runMain } from './run-main.mjs';

const HELP = `npm run importers:generate: builds libs/importers and writes importers/importer.schema.json, the JSON Schema
that editors use to complete and check definitions; docs/importers-reference.md, the same for people; and
libs/importers/src/shipped/definitions.ts, the definitions of importers/*.yaml. A unit test fails while one of them is out of date.
`;

await runMain(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  if ((await runShown('npx', ['tsc', '-b', 'libs/importers'], { cwd: ROOT })) !== 0)
    throw new Plain('libs/importers failed to build.');
  const { IMPORTER_SCHEMA_FILE, importerSchema } = await import('./importer-schema.mjs');
  writeFileSync(IMPORTER_SCHEMA_FILE, importerSchema());
  progress(`wrote ${IMPORTER_SCHEMA_FILE}`);
  const { IMPORTER_REFERENCE_FILE, importerReference } = await import('./importer-reference.mjs');
  writeFileSync(IMPORTER_REFERENCE_FILE, importerReference());
  progress(`wrote ${IMPORTER_REFERENCE_FILE}`);
  const { SHIPPED_FILE, shippedImporters } = await import('./shipped-importers.mjs');
  writeFileSync(SHIPPED_FILE, shippedImporters());
  progress(`wrote ${SHIPPED_FILE}`);
});
