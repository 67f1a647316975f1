import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from './test/read-table.ts';

const params = runs(300, 20_000);

interface Style {
  readonly delimiter: string;
  readonly quote: '"' | "'" | 'none';
  readonly escape: 'none' | '\\';
  /** Used in turns. */
  readonly ends: readonly string[];
  /** A space before each quote that follows a delimiter. */
  readonly padded: boolean;
}

const delimiters = [',', ';', '\t', '|', ' ', ':', '^', '~', '\x1c', '\x1d', '\x1e', '\x1f', '#', '§'];
const styles: fc.Arbitrary<Style> = fc
  .record({
    delimiter: fc.constantFrom(...delimiters),
    quote: fc.constantFrom('"' as const, "'" as const, 'none' as const),
    escape: fc.constantFrom('none' as const, '\\' as const),
    ends: fc.constantFrom(['\n'], ['\r\n'], ['\r'], ['\r\r\n'], ['\n', '\r\n'], ['\r', '\n'], ['\n', '\r', '\r\n']),
    padded: fc.boolean(),
  })
  .map((style) => ({ ...style, padded: style.padded && style.quote !== 'none' && style.delimiter !== ' ' }));

/** Text that the style can express: without quotes and escapes, there are no delimiters and line breaks in cells. */
function cells({ delimiter, quote, escape: mark }: Style): fc.Arbitrary<string> {
  const special = quote !== 'none' ? [delimiter, '\n', '\r', '\r\n'] : mark === 'none' ? [] : [delimiter, '\n'];
  const parts = fc.constantFrom('a', 'b', '1', 'é', '漢', '"', "'", '\\', '=', ',', ...special);
  const isSpecial = (text: string): boolean =>
    special.length === 0 && /[,\r\n]/.test(delimiter) && text.includes(delimiter);
  return fc.array(parts, { maxLength: 6 }).map((some) => some.filter((part) => !isSpecial(part)).join(''));
}

function write(rows: readonly (readonly string[])[], { delimiter, quote, escape: mark, ends, padded }: Style): string {
  const write = (cell: string): string => {
    if (quote === 'none') {
      if (mark === 'none') return cell;
      return cell.replace(/\r\n|[\s\S]/g, (char) =>
        char === '\\' || char === delimiter || /[\r\n]/.test(char) ? `\\${char.split('').join('\\')}` : char,
      );
    }
    const inner =
      mark === 'none'
        ? cell.replaceAll(quote, quote + quote)
        : cell.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
    return quote + inner + quote;
  };
  const line = (row: readonly string[]): string => row.map(write).join(delimiter + (padded ? ' ' : ''));
  return rows.map((row, at) => line(row) + ends[at % ends.length]).join('');
}

describe(`reading random tables in every dialect (seed ${params.seed})`, () => {
  it('reads back the cells, in chunks and blocks of any size', () => {
    const tables = styles.chain((style) =>
      fc.record({
        style: fc.constant(style),
        rows: fc.array(fc.tuple(cells(style), cells(style)), { minLength: 1, maxLength: 6 }),
        blockBytes: fc.integer({ min: 64, max: 200 }),
        chunkBytes: fc.integer({ min: 1, max: 100 }),
      }),
    );
    fc.assert(
      fc.property(tables, ({ style, rows, blockBytes, chunkBytes }) => {
        const table = [['key', 'x', 'y'], ...rows.map((row, at) => [`k${at}`, ...row])];
        const { delimiter, quote, escape: mark } = style;
        const options = {
          delimiter,
          quote,
          escape: mark,
          comment: 'none',
          headerRow: 1,
          encoding: 'utf-8',
          blockBytes,
          chunkBytes,
        };
        const read = readTable(write(table, style), options);
        expect([read.header, ...read.records.map((record) => record.fault ?? record.cells)]).toEqual(table);
        expect(read.counted).toBe(rows.length);
      }),
      params,
    );
  });

  it('detects the dialect of regular tables', () => {
    const words = fc.constantFrom(
      'pump',
      'fan, big',
      'saw; old',
      "O'Neil",
      'drill 12"',
      'a | b',
      'oven: new',
      'x ^ y',
      'tab\there',
    );
    const tables = fc.record({
      style: styles.filter(({ quote }) => quote !== 'none'),
      rows: fc.array(fc.tuple(words, fc.integer({ min: 1, max: 999 })), { minLength: 6, maxLength: 12 }),
    });
    fc.assert(
      fc.property(tables, ({ style, rows }) => {
        const table = [['id', 'name', 'kg'], ...rows.map(([word, kg], at) => [String(at + 1), word, `${kg}.5`])];
        const read = readTable(write(table, style));
        expect([read.header, ...read.records.map((record) => record.fault ?? record.cells)]).toEqual(table);
      }),
      params,
    );
  });
});
