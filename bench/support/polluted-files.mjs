// @ts-check
/**
 * Files that deviate from RFC 4180, with what a reader should return. The kinds follow Pollock (Vitagliano et al., "Pollock: A Data
 * Loading Benchmark", VLDB 2023); tables and generator are our own.
 */
import { mulberry32 } from '../../scripts/random.mjs';
import { ROWS, sampleTables } from './sample-tables.mjs';

/** @typedef {import('./sample-tables.mjs').Table} Table */
/**
 * @typedef {object} Polluted
 * @property {string} kind
 * @property {'file' | 'record'} level whether the file is unusual throughout, or in some of its records
 * @property {string} table
 * @property {Buffer} bytes
 * @property {string[] | undefined} header undefined if the file has none
 * @property {string[][]} records those that a reader should return
 */

/**
 * @typedef {object} Style
 * @property {string} delimiter
 * @property {string} quote empty for none
 * @property {string} escape before a quote inside a quoted cell
 * @property {string} newline
 * @property {boolean} all quotes every cell
 * @property {boolean} padded a space follows every delimiter
 */
/** @type {Style} */
const plain = { delimiter: ',', quote: '"', escape: '"', newline: '\n', all: false, padded: false };

/** @param {readonly string[]} cells @param {Partial<Style>} style */
function line(cells, style = {}) {
  const { delimiter, quote, escape: mark, newline, all, padded } = { ...plain, ...style };
  const write = (/** @type {string} */ cell) => {
    const special = [delimiter, quote, '\n', '\r'].some((text) => text !== '' && cell.includes(text));
    if (quote === '' || !(all || special || (mark === '\\' && cell.includes('\\')))) return cell;
    return quote + cell.replaceAll('\\', mark === '\\' ? '\\\\' : '\\').replaceAll(quote, mark + quote) + quote;
  };
  return cells.map(write).join(delimiter + (padded ? ' ' : '')) + newline;
}

/** @param {Table} table @param {Partial<Style>} [style] */
const text = ({ header, records }, style) => [header, ...records].map((cells) => line(cells, style)).join('');

/** Cells that need no quotes. @param {readonly string[]} cells @param {string} delimiter */
const simpleCells = (cells, delimiter) =>
  cells.map((cell) => cell.replaceAll(/["'\n\r]/g, ' ').replaceAll(delimiter, ' '));

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|', space: ' ', colon: ':', caret: '^', tilde: '~' };
const SEPARATORS = { fs: '\x1c', gs: '\x1d', rs: '\x1e', us: '\x1f' };
const FOOTER = 'Source: inventory of the harbour office\n';
/** Files of several deviations per table. */
const COMBINED = 15;
const PREAMBLE = 'Quarterly report\n';

/**
 * Every kind for one table.
 * @param {Table} table @param {() => number} next
 * @returns {Polluted[]}
 */
function polluted(table, next) {
  /** @type {Polluted[]} */
  const files = [];
  const add = (
    /** @type {'file' | 'record'} */ level,
    /** @type {string} */ kind,
    /** @type {string | Buffer} */ content,
    /** @type {{ header?: string[] | undefined, records?: string[][] }} */ expected = {},
  ) =>
    files.push({
      ...{ kind, level, table: table.name, header: table.header, records: table.records, ...expected },
      bytes: Buffer.from(content),
    });
  const standard = text(table);

  add('file', 'standard', standard);
  for (const [name, delimiter] of Object.entries({ ...DELIMITERS, ...SEPARATORS })) {
    add('file', `delimiter ${name}`, text(table, { delimiter }));
    add('file', `delimiter ${name}, all quoted`, text(table, { delimiter, all: true }));
  }
  for (const delimiter of [',', ';', '\t']) {
    const named = delimiter === '\t' ? 'tab' : delimiter;
    add('file', `quote ' with ${named}`, text(table, { delimiter, quote: "'" }));
    add('file', `quote ' everywhere with ${named}`, text(table, { delimiter, quote: "'", all: true }));
    add('file', `escape \\ with ${named}`, text(table, { delimiter, escape: '\\' }));
    const records = table.records.map((cells) => simpleCells(cells, delimiter));
    add('file', `no quote with ${named}`, text({ ...table, records }, { delimiter, quote: '' }), { records });
  }
  add('file', 'padded delimiter', text(table, { padded: true }));
  for (const [name, newline] of Object.entries({ CRLF: '\r\n', CR: '\r', CRCRLF: '\r\r\n' })) {
    add('file', `newline ${name}`, text(table, { newline }));
  }
  const mixed = [table.header, ...table.records].map((cells, at) => line(cells, { newline: at % 3 ? '\r\n' : '\n' }));
  add('file', 'newline mixed', mixed.join(''));
  add('file', 'newline missing at the end', standard.slice(0, -1));
  add('file', 'Ctrl-Z at the end', `${standard}\x1a`);
  add('file', 'byte-order mark', `\ufeff${standard}`);
  add('file', 'byte-order mark twice', `\ufeff\ufeff${standard}`);
  add('file', 'UTF-16 LE', Buffer.from(`\ufeff${standard}`, 'utf16le'));
  add('file', 'UTF-16 BE', Buffer.from(`\ufeff${standard}`, 'utf16le').swap16());
  add('file', 'sep= line', `sep=;\n${text(table, { delimiter: ';' })}`);
  add('file', 'preamble of one line', PREAMBLE + standard);
  add('file', 'preamble and a blank line', `${PREAMBLE}\n${standard}`);
  add('file', 'preamble with ;', PREAMBLE + text(table, { delimiter: ';' }));
  add(
    'file',
    'preamble of five lines',
    `${PREAMBLE}Harbour office, hall 3\nPrinted 2024-03-01\n\nAll prices in EUR\n${standard}`,
  );
  add(
    'file',
    'preamble with trailing delimiters',
    `Quarterly report${','.repeat(table.header.length - 1)}\n${standard}`,
  );
  add('file', 'comment lines', `# exported by the harbour office\n# 2024-03-01, all halls\n${standard}`);
  add('file', 'no header', table.records.map((cells) => line(cells)).join(''), { header: undefined });
  add('file', 'footer', standard + FOOTER);
  add('file', 'footer after a blank line', `${standard}\n${FOOTER}`);
  const trailing = [table.header, ...table.records].map((cells) => line([...cells, '']));
  add('file', 'trailing delimiter in every line', trailing.join(''));
  const spaced = [table.header, ...table.records].map((cells) => `${line(cells)}\n`);
  add('file', 'blank lines between records', spaced.join(''));
  add('file', 'second table below', `${standard}\n${otherTable()}`);
  addRecords(table, next, add);
  for (let at = 0; at < COMBINED; at++) addCombined(table, next, add);
  return files;
}

/** Eight columns, which no sample table has. */
function otherTable() {
  const rows = Array.from({ length: 10 }, (_, at) => Array.from({ length: 8 }, (__, column) => `x${at}${column}`));
  return [['part', 'of', 'another', 'table', 'with', 'more', 'columns', 'here'], ...rows]
    .map((cells) => line(cells))
    .join('');
}

/**
 * Files in which single records are damaged: the others must be read, and nothing must be made of the damaged ones.
 * @param {Table} table @param {() => number} next
 * @param {(level: 'record', kind: string, content: string, expected: { records: string[][] }) => void} add
 */
function addRecords(table, next, add) {
  const column = () => 1 + ((next() * (table.header.length - 1)) | 0);
  /** @param {string} kind @param {number} count @param {(cells: string[]) => string} damage */
  const damaged = (kind, count, damage) => {
    const bad = new Set(Array.from({ length: count }, () => (next() * ROWS) | 0));
    const body = table.records.map((cells, at) => (bad.has(at) ? damage(cells) : line(cells)));
    add('record', kind, line(table.header) + body.join(''), { records: table.records.filter((_, at) => !bad.has(at)) });
  };
  damaged('delimiter too many at the end of one record', 1, (cells) => line([...cells, '']));
  damaged('delimiter too many in three records', 3, (cells) => line(cells.toSpliced(column(), 0, '')));
  damaged('cell too many in three records', 3, (cells) => line([...cells, 'extra']));
  damaged('delimiter missing in one record', 1, (cells) => line(cells.slice(0, -1)));
  damaged('delimiter missing in three records', 3, (cells) => line(cells.slice(1)));
  damaged(
    'text after a closing quote in one record',
    1,
    ([key, ...cells]) => `"${key}" x,${line(simpleCells(cells, ','))}`,
  );

  const calm = table.records.map((cells) => simpleCells(cells, ','));
  const inch = calm.map((cells, at) => (at === ROWS / 2 ? cells.with(-1, `${cells.at(-1)} 5" wide`) : cells));
  const unquoted = inch.map((cells) => `${cells.join(',')}\n`);
  add('record', 'inch mark in one cell', line(table.header) + unquoted.join(''), { records: inch });
}

/**
 * Several deviations of the whole file at once, in a table that may be short.
 * @param {Table} table @param {() => number} next
 * @param {(level: 'file', kind: string, content: string, expected: { records: string[][] }) => void} add
 */
function addCombined(table, next, add) {
  const pick = /** @template T @param {readonly T[]} list */ (list) =>
    /** @type {T} */ (list[(next() * list.length) | 0]);
  const delimiter = pick([',', ';', '\t', '|', ':', '^', '~']);
  const [quote, mark] = pick([
    ['"', '"'],
    ['"', '\\'],
    ["'", "'"],
  ]);
  const newline = pick(['\n', '\r\n', '\r']);
  const style = { delimiter, quote: quote ?? '', escape: mark ?? '', newline, all: next() < 0.3, padded: false };
  const records = table.records.slice(0, pick([5, 12, 30, ROWS]));
  const before = pick(['', '', PREAMBLE, `${PREAMBLE}\n`, `${PREAMBLE}Harbour office\n\n`, '# exported 2024-03-01\n']);
  const after = pick(['', '', `\n${FOOTER}`, FOOTER]);
  const around = (/** @type {string} */ lines) => lines.replaceAll('\n', newline);
  const kind = before || after ? 'combined, with text around the table' : 'combined';
  add('file', kind, around(before) + text({ ...table, records }, style) + around(after), { records });
}

/** All files, always in the same order. @param {number} seed @returns {Polluted[]} */
export function pollutedFiles(seed) {
  const next = mulberry32(seed + 1);
  return sampleTables(seed).flatMap((table) => polluted(table, next));
}
