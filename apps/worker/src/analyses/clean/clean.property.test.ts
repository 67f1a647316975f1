import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, cleanText, csvOf } from './test/clean-text.ts';
import { expectLogExplains } from './test/replay.ts';

const params = runs(4, 400);
const TIMEOUT_MS = 60_000 + params.numRuns * 30_000;

const word = fc.constantFrom(
  ...[
    'Ann',
    'ann ',
    ' Bob',
    'Zoë',
    'Zoe\u0308',
    "O'Neil",
    'a  b',
    'ﬁ ½',
    'x\ny',
    'ÅSA',
    'ß',
    '日本',
    '"q"',
    '\u00a0x',
    'NA',
    'n/a',
    '-',
    '?',
    'null',
  ],
);
const number = fc.oneof(
  fc.integer({ min: -5, max: 5 }).map(String),
  fc.constantFrom('1.50', '007', '1e3', '1,234.5', '1e308', '-1e308', 'NaN', 'Infinity', 'NA', '-', '999999', '.5'),
);
const date = fc.constantFrom(
  '2024-01-31',
  '31/01/2024',
  '01/31/2024',
  '03/04/2024',
  '1.2.2024',
  '2024-02-30',
  'N/A',
  '2024-03-01T09:30:00Z',
);
const yes = fc.constantFrom('yes', 'no', 'TRUE', 'false', 'N/A', '--');
const cell = (of: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 5, arbitrary: of }, { weight: 1, arbitrary: fc.constantFrom(null, ' ') });
const row = fc.tuple(cell(word), cell(number), cell(date), cell(yes), cell(fc.oneof(word, number, date)));
const NAMES = ['name', 'size" or 1=1;--', "da'te", 'c0', 'SELECT'];
const table = fc.array(row, { maxLength: 14 });
const order = fc.option(fc.constantFrom('DMY' as const, 'MDY' as const), { nil: undefined });
const some = fc.subarray(NAMES);
const each = <T>(value: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 3 });

/** Parameters with which cleaning a cleaned file must change nothing. */
const settled: fc.Arbitrary<Asked> = fc.record(
  {
    date_order: order,
    standardise: fc.record(
      {
        collapse_spaces: some,
        unicode: each(fc.constantFrom('NFC', 'NFKC')),
        case: each(fc.constantFrom('lower', 'upper', 'title')),
        synonyms: each(fc.constant({ ann: 'Anna', Ann: 'Anna', yes: 'true', NA: '' })),
        dates: some,
      },
      { requiredKeys: [] },
    ),
    duplicates: fc.record(
      { keys: some, keep: fc.constantFrom('first', 'last', 'merge'), ignore_case: fc.boolean() },
      { requiredKeys: [] },
    ),
    nulls: fc.record({ token_columns: fc.constantFrom('typed', 'all') }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

/** Any parameters. */
const anything: fc.Arbitrary<Asked> = fc
  .tuple(
    settled,
    fc.record(
      {
        quarantine: fc.record(
          {
            required: some,
            suspicious: fc.constantFrom('report', 'quarantine', 'ignore'),
            ranges: fc.constantFrom(
              [],
              [{ column: NAMES[1] as string, min: -3, max: 1e300 }],
              [{ column: "da'te", min: '2024-01-01' }],
            ),
            formats: fc.constantFrom(
              [],
              [{ column: "da'te", format: 'date' as const }],
              [{ column: 'name', format: 'pattern' as const, pattern: '[A-Z].*' }],
            ),
          },
          { requiredKeys: [] },
        ),
        types: fc.record(
          {
            columns: each(fc.constantFrom('integer', 'number', 'boolean', 'date')),
            decimal: fc.constantFrom('.', ','),
            on_failure: fc.constantFrom('keep', 'null'),
          },
          { requiredKeys: [] },
        ),
        nulls: fc.record(
          {
            token_columns: fc.constantFrom('typed', 'all'),
            strategy: fc
              .constantFrom('none', 'drop', 'mean', 'median', 'mode', 'forward', 'backward')
              .map((strategy) => ({ strategy })),
            columns: each(
              fc.constantFrom({ strategy: 'constant' as const, constant: "it's" }, { strategy: 'mode' as const }),
            ),
          },
          { requiredKeys: [] },
        ),
        outliers: fc.record(
          {
            method: fc.constantFrom('iqr', 'zscore', 'percentile'),
            action: fc.constantFrom('none', 'drop', 'cap', 'impute'),
            zscore: fc.constantFrom(1, 3),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([a, b]) => ({ ...a, ...b }) as Asked);

const check = (property: fc.IAsyncPropertyWithHooks<[(string | null)[][], Asked]>) =>
  fc.assert(property as never, { ...params, endOnFailure: false });

describe('clean-my-data on random tables', () => {
  it(
    'explains every difference in its change log, with any parameters',
    async () => {
      await check(
        fc.asyncProperty(table as fc.Arbitrary<(string | null)[][]>, anything, async (rows, asked) => {
          const result = await cleanText(csvOf(NAMES, rows), { asked, load: { delimiter: ',' } as never });
          expectLogExplains(result);
          expect(result.findings.steps.filter(({ status }) => status === 'failed')).toEqual([]);
        }),
      );
    },
    TIMEOUT_MS,
  );

  it(
    'changes nothing when it is run on its own result',
    async () => {
      await check(
        fc.asyncProperty(table as fc.Arbitrary<(string | null)[][]>, settled, async (rows, asked) => {
          const once = await cleanText(csvOf(NAMES, rows), { asked, load: { delimiter: ',' } as never });
          const again = await cleanText(csvOf(NAMES, once.cleaned.values()), {
            asked,
            load: { delimiter: ',' } as never,
          });
          expect(again.changes).toEqual([]);
        }),
      );
    },
    TIMEOUT_MS,
  );

  it(
    'produces the same result in two runs, whether they store the versions of the table or not',
    async () => {
      await check(
        fc.asyncProperty(table as fc.Arbitrary<(string | null)[][]>, anything, async (rows, asked) => {
          const text = csvOf(NAMES, rows);
          const timeless = async (views: boolean) => {
            const { findings, ...tables } = await cleanText(text, { asked, views });
            const { steps, ...rest } = findings;
            return { ...tables, ...rest, steps: steps.map(({ execution_time_ms: _, ...step }) => step) };
          };
          expect(await timeless(true)).toEqual(await timeless(false));
        }),
      );
    },
    TIMEOUT_MS,
  );
});
