// @ts-check
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeImportFile } from '../files/import-file.mjs';
import { machines, orderLines, orders, stockMoves } from '../files/shop-tables.mjs';
import { assets, contacts } from '../files/tables.mjs';
import {
  applyAndCompare,
  countDifferences,
  errorDifferences,
  ledgerDifferences,
  resultDifferences,
  resultFile,
} from '../oracle/check-import.mjs';
import { expectImport } from '../oracle/expected-import.mjs';
import { digestOf, readTable } from '../oracle/table.mjs';
import { untilDone } from './wait.mjs';

/**
 * @import { Context } from '../context.mjs'
 * @import { ImportFile } from '../files/import-file.mjs'
 * @import { Target } from '../files/tables.mjs'
 * @import { Imported } from '../oracle/check-import.mjs'
 * @import { Options, Table } from '../oracle/expected-import.mjs'
 * @import { Random } from '../random.mjs'
 */

/** Rows of an account before the next one is used, so that the whole table can be compared after every import. */
const FULL = 120_000;

/** How often an account imports into each table. Some hold the tables of other applications. */
const TARGETS = { assets: 35, contacts: 15, orders: 15, orderLines: 15, stockMoves: 10, machines: 10 };
/** @type {Readonly<Record<keyof typeof TARGETS, () => Target>>} */
const targets = { assets: () => assets, contacts: () => contacts, orders, orderLines, stockMoves, machines };

/** One import after another, each checked whole: the table of the account must be what the oracle makes of it. */
export async function importsInTurn(/** @type {Context} */ context, /** @type {Random} */ random) {
  for (let accounts = 0; !context.over(); accounts++) {
    const target = targets[random.weighted(TARGETS)]();
    const account = `turn-${random.seed.toString(36)}-${accounts}`;
    context.accounts.add(account);
    await target.prepare?.(context.db, account);
    /** @type {Table} */
    const model = new Map();
    const imports = random.int(5, 20);
    for (let n = 0; model.size < FULL && n < imports && !context.over(); n++)
      await importOnce(context, random, { target, account, model, tag: `N${n}` });
    const digest = digestOf((await readTable(context.db, target, account)).table);
    context.atEnd.push(async () => {
      const now = digestOf((await readTable(context.db, target, account)).table);
      context.tally.check('table unchanged', account, now === digest ? [] : [`${now}, not ${digest}`]);
    });
  }
}

/** @param {Random} random */
function rowsOf(random) {
  switch (random.weighted({ tiny: 30, small: 40, middle: 24, large: 6 })) {
    case 'tiny':
      return random.int(3, 60);
    case 'small':
      return random.int(60, 2_000);
    case 'middle':
      return random.int(2_000, 20_000);
    case 'large':
      return 100_000;
  }
}

/** Generated keys are always new. @param {Random} random @param {Target} target @returns {Options} */
const optionsOf = (random, { makesKeys }) => ({
  on_invalid: random.chance(0.25) ? 'abort' : 'skip',
  on_duplicate: random.pick(['reject', 'update', 'update', 'skip']),
  on_new: makesKeys ? 'insert' : random.pick(['insert', 'insert', 'insert', 'reject', 'skip']),
  on_blank: random.pick(['keep', 'null']),
  dry_run: random.chance(0.1),
  ...(makesKeys ? { generate_keys: true } : {}),
});

/** @param {Context} context @param {Random} random @param {{ target: Target, account: string, model: Table, tag: string }} place */
async function importOnce(context, random, { target, account, model, tag }) {
  const { tally } = context;
  const options = optionsOf(random, target);
  const clean = options.on_invalid === 'abort' && random.chance(0.6);
  const file = makeImportFile(random, {
    ...{ target, tag, rows: rowsOf(random), format: random.chance(0.3) ? 'xlsx' : 'csv' },
    bad: clean ? 0 : random.pick([0, 0.01, 0.05, 0.5]),
    repeated: clean ? 0 : random.pick([0, 0.02]),
    generated: random.pick([0, 0, 0.1, 1]),
    matching: model.size > 0 && !(clean && options.on_duplicate === 'reject') ? random.pick([0, 0.3, 0.9]) : 0,
    existing: random.shuffle([...model.keys()].slice(0, 50_000)),
  });
  const cancelAfter = random.chance(0.15) ? random.int(0, 6_000) : undefined;
  const { jobId, docId } = await submit(context, random, { target, account, file, options });
  const path = `/${target.name}/bulk/${jobId}`;
  tally.count('operations', `import ${file.name.endsWith('xlsx') ? 'XLSX' : 'CSV'}`);
  tally.note(`${path} of ${account}: ${file.records.length} rows, ${JSON.stringify(options)}`);
  if (cancelAfter !== undefined) {
    await sleep(cancelAfter);
    const { status } = await context.client.send(`POST ${path}/cancel`, { account });
    if (status === 202) tally.count('operations', 'cancel import');
  }
  const end = await untilDone(context, account, path, ({ error_code }) => error_code === 'ABORTED_ON_INVALID_ROWS');
  const records = end.status === 'cancelled' ? file.records.slice(0, end.processed_rows) : file.records;
  const expected = expectImport(target, records, model, jobId, options);
  /** @type {Imported} */
  const imported = { target, account, jobId, file, options, expected, end };
  const what = `${path} (${account})`;
  const aborts = options.on_invalid === 'abort' && !options.dry_run && expected.counts.failed > 0;
  const status = end.status === 'cancelled' ? 'cancelled' : aborts ? 'failed' : 'completed';
  tally.check('status', what, end.status === status ? [] : [`${end.status} (${end.error_code}), not ${status}`]);
  tally.check('counts', what, countDifferences(imported));
  tally.check('row errors', what, await errorDifferences(context, imported));
  tally.check('table', what, await applyAndCompare(context, imported, model));
  if (end.status === 'completed') tally.check('ledger', what, await ledgerDifferences(context, imported));
  if (end.status !== 'cancelled') await checkResultFiles(context, random, imported, what);
  if (random.chance(0.3)) {
    const answer = await context.client.send(`DELETE /documents/${docId}`, { account });
    tally.count('operations', 'delete document');
    if (answer.status === 204 || answer.status === 404) context.documents.delete(docId);
    else tally.problem(`DELETE /documents/${docId}: ${answer.status} ${answer.bytes}`);
  }
}

/** @param {Context} context @param {Random} random @param {Imported} imported @param {string} what */
async function checkResultFiles(context, random, imported, what) {
  const { tally } = context;
  const bytes = await resultFile(context, imported, 'csv');
  tally.check('result file', what, typeof bytes === 'string' ? [bytes] : resultDifferences(imported, bytes));
  if (!random.chance(0.15) || imported.file.records.length > 20_000) return;
  const json = await resultFile(context, imported, 'json');
  tally.count('operations', 'convert result file');
  tally.check('result file as JSON', what, typeof json === 'string' ? [json] : jsonDifferences(imported, json));
}

/** @param {Imported} imported @param {Buffer} bytes */
function jsonDifferences({ expected }, bytes) {
  const rows = /** @type {Record<string, unknown>[]} */ (JSON.parse(bytes.toString()));
  const numbers = rows.map((row) => String(row._row)).join();
  return numbers === expected.outcomes.map(({ record }) => String(record.row)).join() ? [] : ['other records'];
}

/**
 * Starts an import with its file, or stores the file first.
 * @param {Context} context @param {Random} random
 * @param {{ target: Target, account: string, file: ImportFile, options: Options }} what
 */
export async function submit({ client, documents }, random, { target, account, file, options }) {
  const accepted = async () => {
    if (random.chance(0.5)) {
      const fields = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
      return client.send(`POST /${target.name}/bulk`, { account, file, fields });
    }
    const stored = await client.send('POST /documents', { account, file });
    if (stored.status !== 201 && stored.status !== 200)
      throw new Error(`POST /documents: ${stored.status} ${stored.bytes}`);
    return client.send(`POST /${target.name}/bulk`, { account, json: { doc_id: stored.json.doc_id, ...options } });
  };
  const { status, json, bytes } = await accepted();
  if (status !== 202) throw new Error(`POST /${target.name}/bulk: ${status} ${bytes}`);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  documents.set(json.doc_id, { account, docId: json.doc_id, sha256, sizeBytes: file.bytes.length });
  return { jobId: String(json.job_id), docId: String(json.doc_id) };
}
