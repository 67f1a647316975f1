// @ts-check

/** An unquoted \N would be a missing value. @param {string} cell @param {string} delimiter */
const quoted = (cell, delimiter) =>
  cell === '\\N' || cell.includes('"') || cell.includes('\n') || cell.includes('\r') || cell.includes(delimiter)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;

/** One record of a CSV file (RFC 4180). @param {readonly string[]} cells */
export const csvLine = (cells, delimiter = ',', end = '\n') =>
  cells.map((cell) => quoted(cell, delimiter)).join(delimiter) + end;

/**
 * The records of a CSV file, without blank lines.
 * @param {Buffer} bytes UTF-8, with or without a byte-order mark
 * @returns {string[][]}
 */
export function parseCsv(bytes, delimiter = ',') {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  /** @type {string[][]} */
  const records = [];
  /** @type {string[]} */
  let record = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (;;) {
        const end = text.indexOf('"', at + 1);
        if (end < 0) throw new Error('a quote is never closed');
        cell += text.slice(at + 1, end);
        at = end + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    } else {
      let end = at;
      while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
      cell = text.slice(at, end).replace(/\r$/, '');
      at = end;
    }
    record.push(cell);
    if (text[at] === '\r') at++;
    if (text[at] === delimiter) {
      at++;
      if (at === text.length) record.push('');
      else continue;
    } else at++;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  return records;
}
