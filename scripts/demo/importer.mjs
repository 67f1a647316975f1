// @ts-check
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { progress } from '../progress.mjs';
import { count } from '../progress-bar.mjs';
import { writeSample } from '../sample-data.mjs';
import { call, say } from './client.mjs';

/** @typedef {import('./client.mjs').Demo} Demo */
/** @typedef {{ field: string | null, type: string, evidence: string[] }} Column */

const NAME = 'demo-inventory';
const ROWS = 1_000;
/** What no file can show. */
const CHECKS = `checks:
  - { lower: valid_from, upper: valid_to, code: RANGE, message: valid_to is before valid_from }
`;

/**
 * Infers a definition from a small file of good records, completes it as a person would, and stores it, which makes its table.
 * Returns the name of the importer.
 * @param {Demo} demo
 */
export async function defineImporter(demo) {
  const file = path.join(demo.place.base, 'inventory-sample.csv');
  await writeSample({ path: file, rows: ROWS, badRate: 0 });
  const { columns, source } = await infer(demo, file);
  progress(`inferred a definition from ${count(ROWS)} good records:\n`);
  for (const { field, type, evidence } of columns)
    say(`    ${(field ?? '').padEnd(12)} ${type.padEnd(8)} ${evidence[0] ?? ''}\n`);
  const definition = path.join(demo.place.base, 'inventory.yaml');
  await writeFile(definition, `${source.trimEnd()}\n${CHECKS}`);
  const body = await readFile(definition, 'utf8');
  const headers = { 'content-type': 'application/yaml' };
  const answer = await call(demo, '/api/v1/importers', { method: 'POST', headers, body });
  const { version, created } = /** @type {{ version: number, created: boolean }} */ (await answer.json());
  say(`\n  Definition: ${definition}
  One check was added to it, which no file can show: valid_to is not before valid_from.
  ${created ? `It was stored as version ${version} of the importer ${NAME}, and its table was made.` : `The importer ${NAME} has it already, as version ${version}.`}\n\n`);
  return NAME;
}

/** @param {Demo} demo @param {string} file @returns {Promise<{ columns: Column[], source: string }>} */
async function infer(demo, file) {
  const form = new FormData();
  form.set('file', new Blob([await readFile(file)], { type: 'text/csv' }), path.basename(file));
  const stored = await call(demo, '/api/v1/documents', { method: 'POST', body: form });
  const { doc_id } = /** @type {{ doc_id: string }} */ (await stored.json());
  const inferred = await call(demo, '/api/v1/importers/infer', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ doc_id, name: NAME }),
  });
  return /** @type {{ columns: Column[], source: string }} */ (await inferred.json());
}
