// @ts-check
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DOCUMENT_FILE, openApiDocument, SCHEMA_FILE, schemaOf } from './client-document.mjs';
import { ROOT } from './paths.mjs';
import { runShown } from './process.mjs';
import { Plain, progress } from './progress.mjs';
import { runMain } from './run-main.mjs';

const HELP = `npm run client:generate: builds the API, writes its OpenAPI document to libs/client/openapi.json and the
client's types to libs/client/src/schema.ts. Needs no servers. A unit test fails while they are out of date.
`;

await runMain(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  progress('building the API');
  if ((await runShown('npx', ['tsc', '-b', 'apps/api'], { cwd: ROOT })) !== 0)
    throw new Plain('The API failed to build.');
  const document = await openApiDocument();
  writeFileSync(DOCUMENT_FILE, document);
  writeFileSync(SCHEMA_FILE, await schemaOf(document));
  progress(`wrote ${DOCUMENT_FILE} and ${SCHEMA_FILE}`);
});
