// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCsv } from '../files/csv.mjs';
import { transfer } from '../stand/client.mjs';
import { readTable, rowDifferences, tableDifferences } from './table.mjs';

/**
 * @import { Context } from '../context.mjs'
 * @import { ImportFile } from '../files/import-file.mjs'
 * @import { Target } from '../files/tables.mjs'
 * @import { Expected, Options, Outcome, Table } from './expected-import.mjs'
 */

/**
 * @typedef {object} Imported
 * @property {Target} target
 * @property {string} account
 * @property {string} jobId
 * @property {ImportFile} file
 * @property {Options} options
 * @property {Expected} expected of all records, or of those that a cancelled import has processed
 * @property {any} end the final import, as the API returns it
 */

/** Whether nothing may have been written. @param {Imported} imported */
const wroteNothing = ({ options, end, expected }) =>
  options.dry_run || (options.on_invalid === 'abort' && (end.status !== 'completed' || expected.counts.failed > 0));

/** @param {Record<string, unknown>} is @param {Record<string, unknown>} should */
const different = (is, should) =>
  Object.entries(should).flatMap(([name, value]) =>
    is[name] === value ? [] : [`${name} is ${is[name]}, not ${value}`],
  );

/** The counters of a finished import. @param {Imported} imported @returns {string[]} */
export function countDifferences({ options, end, expected: { counts, outcomes } }) {
  const total = outcomes.length;
  const { inserted, updated, unchanged, failed, skipped } = counts;
  const aborted = options.on_invalid === 'abort' && !options.dry_run && failed > 0;
  const written = aborted
    ? { inserted_rows: 0, updated_rows: 0, unchanged_rows: 0, successful_rows: 0, skipped_rows: total - failed }
    : {
        ...{ inserted_rows: inserted, updated_rows: updated, unchanged_rows: unchanged },
        ...{ successful_rows: inserted + updated + unchanged, skipped_rows: skipped },
      };
  const expected = { processed_rows: total, failed_rows: failed, ...written };
  if (end.status === 'cancelled') return different(end, expected);
  return different(end, { ...expected, total_rows: total, percent: 100 });
}

/** Its row errors, in MySQL. @param {Context} context @param {Imported} imported @returns {Promise<string[]>} */
export async function errorDifferences({ db }, { jobId, expected }) {
  const rows = await db.rows(
    'SELECT `row`, field, code, outcome FROM bulk_import_rejects WHERE job_id = ? ORDER BY `row`, seq',
    [jobId],
  );
  const actual = rows.map(({ row, field, code, outcome }) => [row, field ?? '', code, outcome].join(' '));
  const wanted = expected.outcomes.flatMap(({ record: { row }, errors, status }) =>
    errors.map(({ field, code }) => [row, field ?? '', code, status].join(' ')),
  );
  return listDifferences(actual, wanted);
}

/** The ledger: every batch once, without gaps, with the sums of the import. @param {Context} context @param {Imported} imported */
export async function ledgerDifferences({ db }, { jobId, end }) {
  const batches = await db.rows(
    'SELECT batch_no, row_count, succeeded, failed, skipped FROM bulk_import_batches WHERE job_id = ? ORDER BY batch_no',
    [jobId],
  );
  const sum = (/** @type {string} */ name) => batches.reduce((all, batch) => all + Number(batch[name]), 0);
  const gaps = batches.flatMap(({ batch_no }, at) => (Number(batch_no) === at ? [] : [`batch ${at} is ${batch_no}`]));
  const sums = { row_count: sum('row_count'), failed: sum('failed'), skipped: sum('skipped') };
  const { processed_rows: row_count, failed_rows: failed, skipped_rows: skipped } = end;
  return [...gaps, ...different(sums, { row_count, failed, skipped })];
}

/**
 * The whole table of the account; `model` is what it held before and takes over what the import has changed.
 * @param {Context} context @param {Imported} imported @param {Table} model
 */
export async function applyAndCompare({ db }, imported, model) {
  const { target, account, expected, jobId } = imported;
  const { table: actual, twice } = await readTable(db, target, account);
  const generated = wroteNothing(imported) ? [] : expected.generated;
  for (const [key, row] of wroteNothing(imported) ? [] : expected.changed) {
    if (!model.has(key)) target.inserted?.(row);
    model.set(key, row);
  }
  const byLabel = new Map(
    generated.length === 0
      ? []
      : [...actual].flatMap(([key, row]) =>
          row.import_job_id === jobId && !expected.changed.has(key) ? [[row[target.label], key]] : [],
        ),
  );
  /** @type {string[]} */
  const found = [...twice];
  for (const row of generated) {
    const key = byLabel.get(row[target.label] ?? '');
    if (key === undefined) found.push(`the row ${row[target.label]} with a generated key is missing`);
    else {
      if (!/^ASSET-\d{4,}$/.test(key)) found.push(`${key} is not a generated key`);
      const whole = { ...row, [String(target.key[0])]: key };
      found.push(...rowDifferences(target, key, actual.get(key), whole));
      model.set(key, whole);
    }
  }
  const besides = (await target.besides?.(db, account)) ?? [];
  return [...found, ...tableDifferences(target, actual, model), ...besides];
}

/** What the result file says of a good record. @param {Imported} imported */
function statusOfGood({ options, end }) {
  if (end.status === 'failed') return 'not_imported';
  return options.dry_run ? 'valid' : 'imported';
}

/** The result file, record by record. @param {Imported} imported @param {Buffer} bytes */
export function resultDifferences(imported, bytes) {
  const { file, expected } = imported;
  const good = statusOfGood(imported);
  const [header = [], ...lines] = parseCsv(bytes, file.delimiter);
  const should = ['_row', '_status', '_error_code', '_error_column', '_error', ...file.header];
  const text = ([row, status, code, , , ...cells] = /** @type {string[]} */ ([])) =>
    JSON.stringify([row, status, code, ...cells.map(unescaped)]);
  return [
    ...listDifferences(header, should),
    ...listDifferences(
      lines.map(text),
      expected.outcomes.map((outcome) => resultLine(outcome, good, file.header.length)),
    ),
  ];
}

/** Without the quote that keeps spreadsheets from running a cell as a formula. @param {string} cell */
const unescaped = (cell) => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** @param {Outcome} outcome @param {string} good @param {number} width */
function resultLine({ record, status, errors }, good, width) {
  const codes = [...new Set(errors.map(({ code }) => code))].join('; ');
  const cells = record.ragged ? record.cells : record.cells.slice(0, width);
  // A line ends where its file ends it: in a CSV file the reader keeps a line break within a cell.
  return JSON.stringify([String(record.row), status === 'imported' ? good : status, codes, ...cells]);
}

/** @param {readonly (string | undefined)[]} actual @param {readonly (string | undefined)[]} expected */
export function listDifferences(actual, expected) {
  /** @type {string[]} */
  const found = [];
  for (let at = 0; at < Math.max(actual.length, expected.length) && found.length < 3; at++)
    if (actual[at] !== expected[at]) found.push(`#${at} is ${actual[at]}, not ${expected[at]}`);
  return found;
}

/**
 * The bytes of a result file. It may be delivered only when S3 is back.
 * @param {Context} context @param {Pick<Imported, 'target' | 'account' | 'jobId'>} imported @param {'csv' | 'xlsx' | 'json'} format
 * @returns {Promise<Buffer | string>} or why there is none
 */
export async function resultFile({ client, tooLate }, { target, account, jobId }, format) {
  const path = `/${target.name}/bulk/${jobId}/results`;
  let last = '';
  for (const began = Date.now(); !tooLate(began); await sleep(500)) {
    const answer = await client.send(`GET ${path}?format=${format}`, { account });
    last = `${answer.status} ${answer.bytes.toString().slice(0, 300)}`;
    if (answer.status === 302) {
      const file = await transfer(answer.headers.get('location') ?? '');
      if (file?.status === 200) return file.bytes;
      last = `${file?.status} from S3 ${file?.bytes.toString().slice(0, 300)}`;
    } else if (answer.json?.code === 'EXPORT_FAILED') {
      await client.send(`POST ${path}/retry?format=${format}`, { account });
    } else if (answer.status !== 202 && answer.status !== 409) break;
  }
  return `no result file as ${format}: ${last}`;
}
