import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../compile.ts';
import { DateOrderEvidence } from '../dates.ts';
import type { Definition } from '../document/definition.ts';
import { readDefinition } from '../document/read-definition.ts';
import { matchHeader, normalizeHeader } from '../header.ts';
import { RowChecker } from '../row-checker.ts';
import { anyWrittenDate } from '../testing/written-date.ts';
import { FileInference } from './index.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
const dayAs = (write: (year: string, month: string, date: string) => string) =>
  day.map((at) => write(String(at.getUTCFullYear()), two(at.getUTCMonth() + 1), two(at.getUTCDate())));
const clock = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
const price = fc.tuple(fc.nat(9_999_999), fc.nat(99));
const word = fc.constantFrom('open', 'Open', 'paid', 'late', 'in transit', 'NA', 'None');
const oneOf = (...texts: string[]) => fc.constantFrom(...texts);

/** What the cells of one column may be. */
const cellsOf: readonly fc.Arbitrary<string>[] = [
  fc.integer().map(String),
  fc.nat(1).map(String),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  fc.nat(99_999).map((n) => String(n).padStart(5, '0')),
  price.map(([whole, cents]) => `${whole.toLocaleString('en')}.${two(cents)}`),
  price.map(([whole, cents]) => `${whole.toLocaleString('de')},${two(cents)} €`),
  price.map(([whole]) => whole.toLocaleString('de')),
  price.map(([whole]) => whole.toLocaleString('en')),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  oneOf('yes', 'No', 'YES'),
  oneOf('TRUE', 'false'),
  oneOf('y', 'n'),
  oneOf('1', '0', '2'),
  dayAs((year, month, date) => `${year}-${month}-${date}`),
  dayAs((year, month, date) => `${date}.${month}.${year}`),
  dayAs((year, month, date) => `${date}/${month}/${year}`),
  dayAs((year, month, date) => `${month}/${date}/${year}`),
  dayAs((year, month, date) => `${year}${month}${date}`),
  dayAs((year, month) => `${year}-${month}`),
  anyWrittenDate.map(({ text }) => text),
  clock,
  fc
    .tuple(
      dayAs((year, month, date) => `${year}-${month}-${date}`),
      clock,
    )
    .map((parts) => parts.join(' ')),
  fc.uuid(),
  fc.emailAddress(),
  fc.webUrl(),
  fc.json(),
  fc.array(oneOf('red', 'green', 'sky blue'), { minLength: 1 }).map((items) => items.join(', ')),
  word,
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 4 }),
];
const blank = oneOf('', ' ', '-', 'n/a', 'NULL', 'NA', '?');
const usualHeader = oneOf(
  'id',
  'Order No',
  'name',
  'Date',
  'zip',
  'Year',
  'tags',
  'price',
  'is_active',
  'account_id',
  'data.x',
);
const header = fc.oneof(usualHeader, fc.string({ unit: 'grapheme', maxLength: 80 }));

const column = (records: number) =>
  fc
    .tuple(
      fc.constantFrom(...cellsOf),
      fc.constantFrom(...cellsOf),
      fc.constantFrom(0, 0, 0.2),
      fc.constantFrom(0, 0, 0, 0.1),
    )
    .chain(([cells, others, blanks, strays]) => {
      const weighted = fc.oneof(
        { arbitrary: cells, weight: 100 },
        { arbitrary: blank, weight: 100 * blanks },
        { arbitrary: others, weight: 100 * strays },
      );
      return fc.array(weighted, { minLength: records, maxLength: records });
    });
const table = fc.nat(40).chain((records) =>
  fc
    .uniqueArray(header, { minLength: 1, maxLength: 6, selector: normalizeHeader })
    .chain((names) => fc.tuple(fc.constant(names), fc.tuple(...names.map(() => column(records)))))
    .map(([names, columns]) => ({
      header: names.map((name) => name.trim()),
      rows: Array.from({ length: records }, (_, row) => columns.map((cells) => cells[row] ?? '')),
    })),
);

/** The order of day and month that an import would find in the file. */
function orderIn({ file, schema }: Definition, names: readonly string[], rows: readonly (readonly string[])[]) {
  if (file?.dateOrder !== undefined && file.dateOrder !== 'auto') return file.dateOrder;
  const evidence = new DateOrderEvidence();
  for (const { name, type, format } of schema.fields) {
    if (format !== 'any' || (type !== 'date' && type !== 'datetime')) continue;
    for (const row of rows) evidence.see(row[names.indexOf(name)]?.trim() ?? '');
  }
  return evidence.order;
}

test('a file imports without an error by the definition that is inferred from it', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(undefined, 'DMY' as const, 'MDY' as const),
      ({ header: names, rows }, dateOrder) => {
        const inference = new FileInference({ header: names, fileName: 'parts.csv', dateOrder });
        for (const row of rows) inference.see(row);
        const { source, definition: said } = inference.finish({ isWhole: true });
        const { definition, problems } = readDefinition(source);
        // A file of which no header can be a name has no fields.
        if (problems.length > 0 && (said as unknown as Definition).schema.fields.length === 0) return;
        expect(problems).toEqual([]);
        if (!definition) return;
        expect(definition).toEqual(said);
        const importer = compile(definition);
        const order = orderIn(definition, names, rows);
        const mapping = matchHeader(names, importer);
        expect([mapping.missing, [...mapping.doubled]]).toEqual([[], []]);
        const checker = new RowChecker({ importer, mapping, dateOrder: () => order, fallbacks: {} });
        const keys = new Set<string>();
        for (const [at, row] of rows.entries()) {
          checker.check(row, at + 2, at + 2);
          expect(checker.rejects).toEqual([]);
          keys.add(JSON.stringify(checker.keyIndexes.map((index) => checker.values[index])));
        }
        if (importer.keys.length > 0) expect(keys.size).toBe(rows.length);
      },
    ),
    runs(100, 6_000),
  );
});
