// @ts-check
/**
 * The artifact writers against their yardsticks: XLSX against exceljs' stream writer; CSV and JSON against a plain
 * write of the same rows (joined, or JSON.stringify, nothing quoted or checked) and against copying the finished file.
 * Each measurement runs in its own process, so that its memory can be measured. `node bench/support/artifact-bench.mjs
 * [--rows 100000,1000000] [--runs 1]`; needs `npm run build`.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { mulberry32 } from '../../scripts/random.mjs';
import { markdownTable, median } from './stats.mjs';

/**
 * @typedef {{ seconds: number, cpuSeconds: number, rssMiB: number, bytes: number }} Measured
 * @typedef {keyof typeof writers} Writer
 */

const SELF = fileURLToPath(import.meta.url);
const run = promisify(execFile);
/** The number of rows that DuckDB returns at a time. */
const PIECE_ROWS = 2_048;
const POOL_PIECES = 10;
const WORDS = 'located at main site floor north wing requires annual inspection für Prüfung réparation & spare'.split(
  ' ',
);
const TYPES = ['hardware', 'software', 'vehicle', 'furniture', 'network'];
const HEADER = [
  'identifier',
  'name',
  'type',
  'description',
  'valid_from',
  'valid_to',
  'active',
  'quantity',
  'price',
  'email',
];
const SHEET_TYPES = ['text', 'text', 'text', 'text', 'date', 'date', 'boolean', 'integer', 'number', 'text'];
const FROM = Date.UTC(2020, 0, 1);
const DAY = 86_400_000;

/** @param {() => number} next @param {number} at */
function makeRow(next, at) {
  /** @param {number} n */
  const below = (n) => (next() * n) | 0;
  const word = () => WORDS[below(WORDS.length)];
  return [
    `AST-${String(at).padStart(8, '0')}`,
    `${word()} ${word()} ${below(10_000)}`,
    TYPES[at % TYPES.length] ?? '',
    `${word()} ${word()} ${word()} ${word()} ${word()}`,
    new Date(FROM + below(2_000) * DAY),
    next() < 0.1 ? null : new Date(FROM + below(2_000) * DAY + below(DAY)),
    next() < 0.8,
    below(1_000),
    below(1_000_000) / 100,
    `user${below(200_000)}@example.com`,
  ];
}

/** @typedef {ReturnType<typeof makeRow>} Row */

/**
 * The same rows for every writer, generated once and repeated, so that generating them takes no time.
 * @template T @param {number} rows @param {(row: Row) => T} [as]
 */
function* pieces(rows, as = (row) => /** @type {T} */ (row)) {
  const next = mulberry32(7);
  const pool = Array.from({ length: POOL_PIECES }, (_, piece) =>
    Array.from({ length: PIECE_ROWS }, (_, at) => as(makeRow(next, piece * PIECE_ROWS + at))),
  );
  for (let at = 0; at < rows; at += PIECE_ROWS) {
    const piece = /** @type {T[]} */ (pool[(at / PIECE_ROWS) % POOL_PIECES]);
    yield rows - at < PIECE_ROWS ? piece.slice(0, rows - at) : piece;
  }
}

/** @template T @param {Iterable<T>} items */
async function* streamed(items) {
  yield* items;
}

/** Dates and numbers as text, as in DuckDB's VARCHAR. @param {Row} row */
const asText = (row) =>
  row.map((cell) => (cell instanceof Date ? cell.toISOString() : cell === null ? null : String(cell)));
/** @param {Row} row */
const asRecord = (row) => {
  const cells = asText(row);
  return Object.fromEntries(HEADER.map((name, at) => [name, cells[at]]));
};

/** @param {AsyncIterable<Uint8Array> | Iterable<Uint8Array>} chunks @param {string} file */
async function save(chunks, file) {
  const out = createWriteStream(file, { highWaterMark: 1 << 20 });
  for await (const chunk of chunks) if (!out.write(chunk)) await once(out, 'drain');
  out.end();
  await finished(out);
}

const built = (/** @type {string} */ name) => import(`../../apps/worker/dist/artifacts/${name}.js`);

/** What a child process can run. Each writes `rows` rows to `file`; the copies copy a file written before. */
const writers = {
  /** @param {number} rows @param {string} file */
  xlsx: async (rows, file) => {
    const { writeWorkbook } = await built('workbook');
    const columns = HEADER.map((header, at) => ({ header, type: SHEET_TYPES[at] }));
    const sheets = [{ name: 'Rows', columns, rows: streamed(pieces(rows)), rowCount: rows }];
    await save(writeWorkbook({ created: new Date(0), sheets }), file);
  },
  /** @param {number} rows @param {string} file */
  exceljs: async (rows, file) => {
    const { default: ExcelJS } = await import('exceljs');
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
      filename: file,
      useStyles: false,
      useSharedStrings: false,
    });
    const sheet = workbook.addWorksheet('Rows');
    sheet.addRow(HEADER).commit();
    for (const piece of pieces(rows)) {
      for (const row of piece) sheet.addRow(row).commit();
      await new Promise((resolve) => setImmediate(resolve));
    }
    sheet.commit();
    await workbook.commit();
  },
  /** @param {number} rows @param {string} file */
  csv: async (rows, file) => save((await built('csv')).csvLines(HEADER, streamed(pieces(rows, asText))), file),
  /** @param {number} rows @param {string} file */
  json: async (rows, file) =>
    save((await built('json')).jsonWithLists({ rows: streamed(pieces(rows, asRecord)) }), file),
  /** Rows joined one after the other, without quoting. @param {number} rows @param {string} file */
  'csv-plain': async (rows, file) =>
    save(
      joined(pieces(rows, asText), (row) => row.join(',')),
      file,
    ),
  /** @param {number} rows @param {string} file */
  'json-plain': async (rows, file) =>
    save(
      joined(pieces(rows, asRecord), (row) => JSON.stringify(row)),
      file,
    ),
  /** Copies the file that `csv` or `json` has written. @param {number} _ @param {string} file */
  'csv-copy': async (_, file) => save(createReadStream(file.replace(/-copy$/, '')), file),
  /** @param {number} _ @param {string} file */
  'json-copy': async (_, file) => save(createReadStream(file.replace(/-copy$/, '')), file),
};

/** @template T @param {Iterable<T[]>} all @param {(row: T) => string} line */
function* joined(all, line) {
  for (const piece of all) yield Buffer.from(`${piece.map(line).join('\n')}\n`);
}

/** @param {Writer} writer @param {number} rows @param {string} file @returns {Promise<Measured>} */
async function measureHere(writer, rows, file) {
  const before = process.cpuUsage();
  const start = performance.now();
  await writers[writer](rows, file);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const status = await readFile('/proc/self/status', 'utf8');
  const rssMiB = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  return { seconds, cpuSeconds: (user + system) / 1e6, rssMiB, bytes: (await stat(file)).size };
}

/** @param {Writer} writer @param {number} rows @param {string} folder @param {number} runs @returns {Promise<Measured>} */
async function measure(writer, rows, folder, runs) {
  /** @type {Measured[]} */
  const all = [];
  for (let left = runs; left > 0; left--) {
    const { stdout } = await run(process.execPath, [
      SELF,
      '--writer',
      writer,
      '--rows',
      String(rows),
      '--folder',
      folder,
    ]);
    all.push(JSON.parse(stdout));
  }
  /** @param {keyof Measured} key */
  const middle = (key) => median(all.map((measured) => measured[key]));
  return {
    seconds: middle('seconds'),
    cpuSeconds: middle('cpuSeconds'),
    rssMiB: middle('rssMiB'),
    bytes: middle('bytes'),
  };
}

/**
 * Measures every writer with this many rows of ten columns; medians of `runs`.
 * @param {number} rows @param {number} [runs] @returns {Promise<Record<Writer, Measured>>}
 */
export async function measureArtifacts(rows, runs = 1) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-bench-artifacts-'));
  try {
    const names = /** @type {Writer[]} */ (Object.keys(writers));
    const results = /** @type {Record<Writer, Measured>} */ ({});
    for (const name of names) results[name] = await measure(name, rows, folder, runs);
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @type {readonly (readonly [Writer, Writer, string])[]} */
const comparisons = [
  ['xlsx', 'exceljs', 'exceljs stream writer, styles off'],
  ['csv', 'csv-plain', 'rows joined and written'],
  ['csv', 'csv-copy', 'the same bytes copied'],
  ['json', 'json-plain', 'rows stringified and written'],
  ['json', 'json-copy', 'the same bytes copied'],
];

/** All writers at these sizes, as a table for `docs/benchmarks.md`. @param {readonly number[]} [sizes] @param {number} [runs] */
export async function benchArtifacts(sizes = [100_000, 1_000_000], runs = 1) {
  const lines = [];
  const xlsx = [];
  for (const rows of sizes) {
    const measured = await measureArtifacts(rows, runs);
    xlsx.push(measured.xlsx.rssMiB);
    for (const [writer, yardstick, title] of comparisons) {
      const [ours, yard] = [measured[writer], measured[yardstick]];
      const show = (/** @type {number} */ value, digits = 2) => value.toFixed(digits);
      lines.push([
        String(rows),
        writer,
        show(ours.seconds),
        title,
        show(yard.seconds),
        show(ours.seconds / yard.seconds),
        show(ours.cpuSeconds / yard.cpuSeconds),
        show(ours.rssMiB, 0),
        show(yard.rssMiB, 0),
        show(ours.bytes / 1e6, 1),
      ]);
    }
  }
  const header = [
    'rows',
    'artifact',
    's',
    'yardstick',
    's',
    'ratio',
    'processor ratio',
    'peak MiB',
    'its peak MiB',
    'MB',
  ];
  const growth = `XLSX: peak RSS at ${sizes.at(-1)} rows / at ${sizes[0]}: ${((xlsx.at(-1) ?? 0) / (xlsx[0] ?? 1)).toFixed(2)}`;
  return `${markdownTable(header, lines)}\n\n${growth}`;
}

if (process.argv[1] === SELF) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '100000,1000000' },
      runs: { type: 'string', default: '1' },
      writer: { type: 'string' },
      folder: { type: 'string', default: os.tmpdir() },
    },
  });
  const sizes = values.rows.split(',').map(Number);
  if (values.writer) {
    const name = /** @type {Writer} */ (values.writer);
    process.stdout.write(JSON.stringify(await measureHere(name, sizes[0] ?? 0, path.join(values.folder, name))));
  } else process.stdout.write(`${await benchArtifacts(sizes, Number(values.runs))}\n`);
}
