// @ts-check
/**
 * The artifact writers and their yardsticks. Each measurement runs in its own process, so that its memory can be measured:
 * `node artifact-writers.mjs WRITER ROWS FILE` prints JSON: seconds, processor seconds and MiB.
 */
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { mulberry32 } from '../../scripts/random.mjs';

/** @typedef {keyof typeof writers} Writer */

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

/** Each writes `rows` rows to `file`. */
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
};

/** @template T @param {Iterable<T[]>} all @param {(row: T) => string} line */
function* joined(all, line) {
  for (const piece of all) yield Buffer.from(`${piece.map(line).join('\n')}\n`);
}

/** @param {Writer} writer @param {number} rows @param {string} file */
async function measure(writer, rows, file) {
  const before = process.cpuUsage();
  const start = performance.now();
  await writers[writer](rows, file);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const mib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
  return { seconds, cpuSeconds: (user + system) / 1e6, mib };
}

const [writer = '', rows = '0', file = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measure(/** @type {Writer} */ (writer), Number(rows), file)));
