// @ts-check
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DuckDBInstance } from '@duckdb/node-api';
import Papa from 'papaparse';
import { spoolStored } from '../../apps/worker/dist/spool/spool.js';
import { defaultTableLimits as limits, openCsv } from '../../apps/worker/dist/tabular/index.js';

/** @typedef {{ header: readonly string[] | undefined, records: readonly (readonly string[])[] }} Reading */
/**
 * @typedef {object} Reader
 * @property {string} name
 * @property {(path: string, bytes: Buffer) => Reading | Promise<Reading>} read a refused file has no records
 * @property {() => void} [close]
 */

/** @type {Reading} */
const nothing = { header: undefined, records: [] };

/** Without the records that it reports as faulty. @param {string} _path @param {Buffer} bytes @returns {Promise<Reading>} */
async function readBySluice(_path, bytes) {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-spool-'));
  try {
    const { signal } = new AbortController();
    const open = async () => ({ body: Readable.from([bytes], { objectMode: false }) });
    const { path, dialect } = await spoolStored({ open, folder, options: {}, limits, signal });
    const reader = openCsv({ path, dialect, limits });
    /** @type {string[][]} */
    const records = [];
    for (const block of reader.blocks()) {
      for (const [at, cells] of block.cells.entries()) if (!block.faults.has(at)) records.push(cells);
    }
    return { header: reader.headerRow === 0 ? undefined : reader.header, records };
  } catch {
    return nothing;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Papaparse does not look for a header: the first record is taken for it. @param {string} _path @param {Buffer} bytes @returns {Reading} */
function readByPapaparse(_path, bytes) {
  const { data } = /** @type {Papa.ParseResult<string[]>} */ (
    Papa.parse(bytes.toString('utf8'), { skipEmptyLines: true })
  );
  return { header: data[0], records: data.slice(1) };
}

/** DuckDB's `read_csv`, with every column as text. @returns {Promise<Reader[]>} */
async function duckdb() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  /** @param {string} path @param {boolean} ignoreErrors @returns {Promise<Reading>} */
  const read = async (path, ignoreErrors) => {
    const sql = `SELECT * FROM read_csv(?, all_varchar = true, ignore_errors = ${ignoreErrors})`;
    const result = await connection.runAndReadAll(sql, [path]).catch(() => undefined);
    if (result === undefined) return nothing;
    const names = result.columnNames();
    const records = result.getRowsJS().map((cells) => cells.map((cell) => (cell === null ? '' : String(cell))));
    return { header: names.every((name) => /^column\d+$/.test(name)) ? undefined : names, records };
  };
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  return [
    { name: 'DuckDB', read: (path) => read(path, false), close },
    { name: 'DuckDB, ignore_errors', read: (path) => read(path, true) },
  ];
}

/** @returns {Promise<Reader[]>} */
export const openReaders = async () => [
  { name: 'Sluice', read: readBySluice },
  { name: 'papaparse', read: readByPapaparse },
  ...(await duckdb()),
];
