// @ts-check
import { parseCsv } from '../files/csv.mjs';
import { makeImportFile } from '../files/import-file.mjs';
import { machines, orders } from '../files/shop-tables.mjs';
import { assets, contacts, keyText } from '../files/tables.mjs';
import { resultFile } from '../oracle/check-import.mjs';
import { readTable, rowDifferences } from '../oracle/table.mjs';
import { submit } from './imports.mjs';
import { untilDone } from './wait.mjs';

/**
 * @import { Context } from '../context.mjs'
 * @import { ImportFile } from '../files/import-file.mjs'
 * @import { Target } from '../files/tables.mjs'
 * @import { Options, Row } from '../oracle/expected-import.mjs'
 * @import { Random } from '../random.mjs'
 */

/** @typedef {{ file: ImportFile, options: Options, jobId: string, end: any, statuses: readonly string[], byLabel: ReadonlyMap<string | null | undefined, number> }} Import */

/** Imports of one account that share keys and generate others, at the same time. */
export async function importsSideBySide(/** @type {Context} */ context, /** @type {Random} */ random) {
  for (let round = 0; !context.over(); round++) {
    const target = random.pick([assets, assets, contacts, orders(), machines()]);
    const account = `beside-${random.seed.toString(36)}-${round}`;
    context.accounts.add(account);
    await target.prepare?.(context.db, account);
    const rows = random.chance(0.8) ? random.int(10, 2_000) : random.int(2_000, 15_000);
    const shared = Array.from({ length: rows }, (_, at) => target.keyOf(random, 'SHARED', at));
    // Some look as if they were generated.
    const looksMade = target.makesKeys ? shared.map((_, at) => `ASSET-${String(1 + at * 3).padStart(4, '0')}`) : [];
    const plans = Array.from({ length: random.int(2, 4) }, (_, n) => {
      const file = makeImportFile(random, {
        ...{ target, tag: `S${n}`, rows, format: random.chance(0.2) ? 'xlsx' : 'csv', bad: 0, repeated: 0 },
        ...{ generated: random.pick([0, 0.4]), matching: 0.6, existing: random.shuffle([...shared, ...looksMade]) },
      });
      /** @type {Options} */
      const options = {
        on_invalid: random.chance(0.2) ? 'abort' : 'skip',
        on_duplicate: random.pick(['reject', 'update', 'skip']),
        ...{ on_blank: 'null', dry_run: false },
        ...(target.makesKeys ? { generate_keys: true } : {}),
      };
      return { file, options };
    });
    const imports = await Promise.all(plans.map((plan) => importOne(context, random, target, account, plan)));
    context.tally.check('imports side by side', account, await differences(context, target, account, imports));
  }
}

/**
 * @param {Context} context @param {Random} random @param {Target} target @param {string} account
 * @param {{ file: ImportFile, options: Options }} plan
 * @returns {Promise<Import>}
 */
async function importOne(context, random, target, account, { file, options }) {
  const { jobId } = await submit(context, random, { target, account, file, options });
  const path = `/${target.name}/bulk/${jobId}`;
  context.tally.count('operations', 'import side by side');
  context.tally.note(`${path} of ${account}: ${file.records.length} rows, ${JSON.stringify(options)}`);
  const end = await untilDone(context, account, path, ({ error_code }) => error_code === 'ABORTED_ON_INVALID_ROWS');
  const bytes = await resultFile(context, { target, account, jobId }, 'csv');
  if (typeof bytes === 'string') throw new Error(`${path}: ${bytes}`);
  const [, ...lines] = parseCsv(bytes, file.delimiter);
  const byLabel = new Map(file.records.map(({ values }, at) => [values[target.label], at]));
  return { file, options, jobId, end, byLabel, statuses: lines.map(([, status = '']) => status) };
}

/** What must hold in whichever order they wrote. @param {Context} context @param {Target} target @param {string} account @param {readonly Import[]} imports */
async function differences(context, target, account, imports) {
  const { table, twice } = await readTable(context.db, target, account);
  const found = [...twice];
  const byJob = new Map(imports.map((one) => [one.jobId, one]));
  let inserted = 0;
  for (const { file, end, statuses, jobId } of imports) {
    inserted += end.inserted_rows;
    const count = (/** @type {string} */ status) => statuses.filter((one) => one === status).length;
    if (statuses.length !== file.records.length) found.push(`${jobId}: the result file has ${statuses.length} records`);
    if (count('imported') !== end.successful_rows)
      found.push(`${jobId}: ${count('imported')} imported, ${end.successful_rows} counted`);
    if (count('failed') !== end.failed_rows)
      found.push(`${jobId}: ${count('failed')} failed, ${end.failed_rows} counted`);
    if (end.status === 'failed' && count('imported') + end.inserted_rows + end.updated_rows + end.unchanged_rows > 0)
      found.push(`${jobId} was aborted but has written rows`);
    file.records.forEach(({ values }, at) => {
      const key = keyText(target, values);
      if (key && statuses[at] === 'imported' && !table.has(key)) found.push(`${key} of ${jobId} is missing`);
    });
  }
  if (inserted !== table.size) found.push(`${table.size} rows, ${inserted} inserted`);
  for (const [key, row] of table) {
    const writer = byJob.get(row.import_job_id);
    if (!writer) found.push(`${key} was written by ${row.import_job_id}`);
    else found.push(...writtenBy(target, key, row, writer));
    if (found.length >= 5) break;
  }
  return found;
}

/** A row must be what a record of its import says that was imported. @param {Target} target @param {string} key @param {Row} row @param {Import} writer @returns {string[]} */
function writtenBy(target, key, row, { file, statuses, jobId, byLabel }) {
  const label = row[target.label];
  const at = byLabel.get(label) ?? -1;
  const record = file.records[at];
  if (!record) return [`${key} has the unknown label ${label}`];
  if (statuses[at] !== 'imported') return [`${key} was written although its record is ${statuses[at]}`];
  const cells = Object.entries(record.values).map(([name, value]) => [name, value ?? target.fallbacks[name] ?? null]);
  const should = { ...Object.fromEntries(cells), import_job_id: jobId };
  const [keyColumn = ''] = target.key;
  if (keyText(target, record.values) === null) should[keyColumn] = key;
  return rowDifferences(target, key, row, should);
}
