// @ts-check
/**
 * Imports by a definition of 20 columns into a table of another database, against what a person would write in SQL for the
 * same file: LOAD DATA, LOAD DATA with a join, LOAD DATA with an upsert. See docs/benchmarks.md.
 */
import path from 'node:path';
import { createEmptyDatabase } from '@sluice/db/testing';
import mysql from 'mysql2/promise';
import { Plain } from '../scripts/progress.mjs';
import { atEnd, runMain } from '../scripts/run-main.mjs';
import { openBench, requireServers } from './support/bench.mjs';
import { jobTimes } from './support/job-times.mjs';
import { findMysqlClient, runSql } from './support/mysql-client.mjs';
import { readOptions } from './support/options.mjs';
import * as lines from './support/order-lines.mjs';
import { measurePairs } from './support/pairs.mjs';
import { timeChildren } from './support/process-cost.mjs';
import { printResults } from './support/results.mjs';
import { shown } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `  --rows    of each file
  --only    columns: against LOAD DATA into the same kind of table
            look-up: of one column in ${shown(lines.CUSTOMERS)} rows, against LOAD DATA into a staging table and INSERT ... SELECT ... JOIN
            upsert: of rows that all exist, against LOAD DATA into a staging table and INSERT ... SELECT ... ON DUPLICATE KEY UPDATE
`;
const WORK = /** @type {const} */ (['columns', 'look-up', 'upsert']);

await runMain(async () => {
  const sizes = /** @type {const} */ ({ rows: ['500000', '1000000'], pairs: ['2', '5'] });
  const values = readOptions('importers', { ...sizes, only: WORK.join() }, HELP);
  if (!values) return;
  const chosen = values.only.split(',');
  const unknown = chosen.find((name) => !WORK.some((known) => known === name));
  if (unknown !== undefined) throw new Plain(`--only ${unknown}: must be one of ${WORK.join(', ')}.`);
  const rows = Number(values.rows);
  const [pairs, seed] = [Number(values.pairs), Number(values.seed)];

  const shop = await openShop();
  const { schema, sql } = shop;
  const targets = ['lines_with_number', 'lines_with_id', 'customers'].map((table) => `${schema}.${table}:account`);
  const bench = await openBench('importers', { env: { IMPORT_TARGETS: targets.join(', ') } });
  const auth = { authorization: `Bearer ${bench.token}` };
  const mysqld = await bench.mysqld();
  const client = findMysqlClient();
  const operator = { authorization: `Bearer ${await bench.tokenFor('bench', 'operator')}` };

  /** @param {lines.LinesTable} table @param {string} importer */
  async function define(table, importer) {
    const answer = await fetch(`${bench.url}/importers`, {
      method: 'POST',
      headers: { ...operator, 'content-type': 'application/json' },
      body: JSON.stringify(lines.definitionOf(schema, table, importer)),
    });
    if (answer.status !== 201) throw new Error(`the definition was refused: ${await answer.text()}`);
  }

  /**
   * Measures an import against SQL; both must leave the same rows.
   * @param {object} work
   * @param {string} work.title @param {string} work.importer
   * @param {lines.LinesTable} work.table @param {string} work.file
   * @param {string} work.floor the yardstick's statements, which write to the table `yardstick`
   * @param {'inserted_rows' | 'updated_rows'} work.counted where all rows must be counted
   * @param {string} [work.filled] a table with the rows that exist before
   * @param {object} [work.options] of the import
   * @param {number} [work.ratio] at most so many times SQL
   */
  async function measure({ title, importer, table, file, floor, counted, filled, options = {}, ratio }) {
    const docId = await uploadFile(bench.url, auth, file);
    const fill = (/** @type {string} */ name) => (filled ? `INSERT INTO ${name} SELECT * FROM ${filled};` : '');
    const prepare = () =>
      sql.query(`${lines.stagingTable('staging')}; DROP TABLE IF EXISTS yardstick; CREATE TABLE yardstick LIKE ${table};
        TRUNCATE TABLE ${table}; ${fill('yardstick')} ${fill(table)}`);
    /** @type {string[]} */
    const prints = [];
    const see = async (/** @type {string} */ name) => {
      const [[found]] = /** @type {[{ print: string }[]]} */ (
        /** @type {unknown} */ (await sql.query(lines.fingerprintOf(table, name)))
      );
      prints.push(found?.print ?? '');
      if (prints[0] !== found?.print) throw new Error(`the import and SQL stored different rows: ${prints.join(', ')}`);
    };
    const ours = async () => {
      const { seconds, status } = await jobTimes(`${bench.url}/${importer}/bulk`, auth, { doc_id: docId, ...options });
      if (status[counted] !== rows) throw new Error(`wrong counts: ${JSON.stringify(status)}`);
      return { perSecond: rows / seconds };
    };
    const theirs = async () => {
      const { seconds, cpu } = await timeChildren('client', () => runSql(client, shop.url, floor));
      return { perSecond: rows / seconds, cpu };
    };
    return measurePairs({
      title,
      pairs,
      ours: { prepare, run: ours, check: () => see(table), processes: { worker: bench.worker, ...mysqld } },
      yardstick: { prepare, run: theirs, check: () => see('yardstick'), processes: mysqld },
      ratioOf: 'time',
      must: { ratio },
    });
  }

  const first = path.join(bench.folder, 'lines.csv');
  const megabytes = (await lines.writeLines(first, rows, seed)) / 1e6;
  await define('lines_with_number', 'order-lines');
  const results = [];
  if (chosen.includes('columns'))
    results.push(
      await measure({
        title: `20 columns, ${shown(rows)} rows, ${megabytes.toFixed(0)} MB`,
        ...{ importer: 'order-lines', table: 'lines_with_number', file: first, counted: 'inserted_rows' },
        floor: lines.loadLines('yardstick', first),
        ratio: 1.6,
      }),
    );
  if (chosen.includes('look-up')) {
    await define('lines_with_id', 'order-lines-of-customers');
    results.push(
      await measure({
        title: `with a look-up in ${shown(lines.CUSTOMERS)} rows`,
        ...{ importer: 'order-lines-of-customers', table: 'lines_with_id', file: first, counted: 'inserted_rows' },
        floor: `${lines.loadLines('staging', first)}; ${lines.joinCustomers('staging', 'yardstick')}`,
        ratio: 2,
      }),
    );
  }
  if (chosen.includes('upsert')) {
    const second = path.join(bench.folder, 'changed.csv');
    await lines.writeLines(second, rows, seed + 1);
    await sql.query('CREATE TABLE before_upsert LIKE lines_with_number');
    await runSql(client, shop.url, lines.loadLines('before_upsert', first));
    results.push(
      await measure({
        title: `upsert of ${shown(rows)} rows that exist`,
        ...{ importer: 'order-lines', table: 'lines_with_number', file: second, counted: 'updated_rows' },
        ...{ filled: 'before_upsert', options: { on_duplicate: 'update', on_blank: 'null' } },
        floor: `${lines.loadLines('staging', second)}; ${lines.upsertLines('staging', 'yardstick')}`,
      }),
    );
  }
  printResults(results, { ...values, unit: 'rows/s', processorRatio: true });
});

/** The database of another application on the same server; call it within `runMain`. */
async function openShop() {
  const { url, drop } = await createEmptyDatabase(requireServers('importers').DATABASE_URL);
  atEnd(drop);
  const sql = mysql.createPool({ uri: url, connectionLimit: 1, multipleStatements: true });
  atEnd(() => sql.end());
  await sql.query(lines.shopSql);
  return { url, schema: new URL(url).pathname.slice(1), sql };
}
