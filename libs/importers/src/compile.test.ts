import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import type { Definition } from './document/definition.ts';
import { readDefinition } from './document/read-definition.ts';
import { matchHeader } from './header.ts';
import { RowChecker } from './row-checker.ts';
import { importers } from './testing/shipped.ts';

describe('the shipped importers', () => {
  test.each([
    [
      'assets',
      {
        identifier: 'text, at most 255 characters',
        name: 'text, at most 255 characters',
        type: 'one of person, device, asset, inventory, other',
        description: 'text, at most 1,024 characters',
        valid_from: 'date or date and time, such as 2024-03-31 or 2024-03-31T09:30:00Z',
        valid_to: 'date or date and time, such as 2024-03-31 or 2024-03-31T09:30:00Z',
        is_active: 'true or false (also 1/0, yes/no)',
        metadata: 'JSON',
      },
    ],
    [
      'contacts',
      {
        name: 'text, at most 255 characters',
        email: 'email address',
        phone: 'text, at most 64 characters',
        company: 'text, at most 255 characters',
        tags: 'comma-separated tags, at most 50',
      },
    ],
  ] as const)('%s has the types that templates show', (name, labels) => {
    expect(Object.fromEntries(importers[name].columns.map((column) => [column.name, column.type.label]))).toEqual(
      labels,
    );
  });

  test('fill blank cells of new rows', () => {
    const filled = importers.assets.columns.filter(({ fallback }) => fallback !== undefined);
    expect(filled.map(({ name, fallback }) => [name, fallback])).toEqual([
      ['type', 'asset'],
      ['valid_from', expect.any(Function)],
      ['is_active', '1'],
    ]);
  });
});

const schema = {
  missingValues: ['', 'n/a'],
  primaryKey: ['id'],
  fields: [
    { name: 'id', type: 'string', constraints: { required: true } },
    { name: 'low', type: 'number', decimalChar: ',' },
    { name: 'high', type: 'number', decimalChar: ',', missingValues: ['-'] },
  ],
};
function definitionOf(changes: object = {}): Definition {
  const document = {
    name: 'prices',
    target: { table: 'assets', manage: 'existing', account: 'account_id', stamps: { import: 'import_job_id' } },
    checks: [{ lower: 'low', upper: 'high', code: 'ORDER', message: 'high is below low' }],
    ...{ schema, ...changes },
  };
  const { definition, problems } = readDefinition(JSON.stringify(document));
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}

/** The codes of the errors of a row with these cells, and its values. */
function checkRow(cells: readonly string[]) {
  const importer = compile(definitionOf());
  const mapping = matchHeader(['id', 'low', 'high'], importer);
  const checker = new RowChecker({ importer, mapping, dateOrder: () => undefined, fallbacks: {} });
  checker.check(cells, 2, 2);
  return { values: [...checker.values], codes: checker.rejects.map(({ field, code }) => `${field} ${code}`) };
}

test('an error of two fields in the wrong order has the cell as it stands in the file', () => {
  const importer = compile(definitionOf());
  const mapping = matchHeader(['id', 'low', 'High'], importer);
  const checker = new RowChecker({ importer, mapping, dateOrder: () => undefined, fallbacks: {} });
  checker.check(['a', '10', ' 09,50'], 2, 2);
  expect(checker.rejects).toMatchObject([
    { field: 'high', code: 'ORDER', value: '09,50', message: 'high is below low' },
  ]);
  checker.check(['a', '10', 'many'], 3, 3);
  expect(checker.rejects).toMatchObject([
    { field: 'high', value: 'many', message: expect.stringMatching(/^"High" is not /) },
  ]);
});

test('times are stored in milliseconds, and those with more are named in a warning', () => {
  const fields = [
    { name: 'id', type: 'integer' },
    { name: 'any', type: 'datetime', format: 'any' },
    { name: 'strict', type: 'datetime' },
    { name: 'given', type: 'time', format: '%H:%M:%S.%f' },
  ];
  const importer = compile(
    definitionOf({ schema: { primaryKey: ['id'], fields }, columns: undefined, checks: undefined }),
  );
  const mapping = matchHeader(['id', 'Any', 'strict', 'given'], importer);
  const checker = new RowChecker({ importer, mapping, dateOrder: () => undefined, fallbacks: {} });
  checker.check(['1', '2024-03-01 09:30:15.123000', '2024-03-01T09:30:15.1230Z', '09:30:15.123'], 2, 2);
  expect(checker.warnings.list()).toEqual([]);
  checker.check(['2', '2024-03-01 09:30:15.123456', '2024-03-01T09:30:15.1239Z', '09:30:15.123001'], 3, 3);
  expect([...checker.values]).toEqual(['2', '2024-03-01 09:30:15.123', '2024-03-01 09:30:15.123', '09:30:15.123']);
  expect(checker.warnings.list()).toEqual(
    ['Any', 'strict', 'given'].map((column) =>
      expect.objectContaining({ code: 'TIME_TRUNCATED', column, count: 1, rows: [3] }),
    ),
  );
});

test('aliases, transforms, synonyms and defaults work together', () => {
  const document = {
    schema: {
      primaryKey: ['no'],
      fields: [
        { name: 'no', type: 'string', constraints: { pattern: '[A-Z]-[0-9]+' } },
        { name: 'status', type: 'string', constraints: { required: true, enum: ['OPEN', 'PAID'] } },
        { name: 'price', type: 'number', decimalChar: ',', constraints: { maximum: 100 } },
        { name: 'gift', type: 'boolean' },
      ],
    },
    columns: {
      no: { aliases: ['order number'], transform: ['trim', 'upper'] },
      status: { transform: ['upper'], synonyms: { bezahlt: 'paid', Offen: 'open' }, default: 'open' },
      price: { aliases: ['preis'], synonyms: { frei: 0 }, default: '1,5' },
      gift: { ignoreCase: true, synonyms: { Geschenk: true }, default: false },
    },
    checks: undefined,
  };
  const importer = compile(definitionOf(document));
  const header = ['Order-Number', 'STATUS', 'Preis', 'Gift'];
  const mapping = matchHeader(header, importer);
  expect(mapping.matches.map(({ column, how }) => [column, how])).toEqual([
    ...[
      ['no', 'alias'],
      ['status', 'name'],
      ['price', 'alias'],
      ['gift', 'name'],
    ],
  ]);
  const checker = new RowChecker({ importer, mapping, dateOrder: () => undefined, fallbacks: {} });
  const read = (...cells: string[]) => {
    checker.check(cells, 2, 2);
    return [...checker.values, ...checker.rejects.map(({ field, code }) => `${field} ${code}`)];
  };
  expect(read(' a-7 ', 'Bezahlt', 'frei', 'GESCHENK')).toEqual(['A-7', 'PAID', '0', '1']);
  expect(read('b-8', 'paid', '99,50', 'FALSE')).toEqual(['B-8', 'PAID', '99.5', '0']);
  expect(read('c9', 'neu', '100,5', 'ja').slice(4)).toEqual([
    ...['no PATTERN_MISMATCH', 'status NOT_IN_LIST', 'price ABOVE_MAXIMUM', 'gift NOT_BOOLEAN'],
  ]);
  // Blank cells of new rows are filled when they are written, so that a required field may be blank.
  expect(read('d-1', '', '', '')).toEqual(['D-1', undefined, undefined, undefined]);
  expect(importer.columns.map(({ fallback }) => fallback)).toEqual([undefined, 'OPEN', '1.5', '0']);
});

describe('cells of a workbook', () => {
  const fields = [
    { name: 'id', type: 'string' },
    { name: 'price', type: 'number', decimalChar: ',', groupChar: '.', constraints: { maximum: '9.999,5' } },
    { name: 'on', type: 'date', format: '%d.%m.%Y' },
    { name: 'at', type: 'datetime', format: '%d.%m.%Y %H:%M' },
    { name: 'gift', type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
    { name: 'month', type: 'yearmonth' },
    { name: 'time', type: 'time', format: '%H.%M' },
  ];
  const importer = compile(
    definitionOf({
      schema: { primaryKey: ['id'], fields },
      checks: undefined,
      columns: { at: { timezone: 'Europe/Berlin' } },
    }),
  );
  const names = fields.map(({ name }) => name);
  const checker = new RowChecker({
    ...{ importer, mapping: matchHeader(names, importer), dateOrder: () => undefined, fallbacks: {} },
  });
  const read = (cells: string[], texts?: ReadonlySet<number>) => {
    checker.check(cells, 2, 2, undefined, texts);
    return [...checker.values, ...checker.rejects.map(({ field, code }) => `${field} ${code}`)];
  };

  test('are read by their values, whatever the formats of texts are', () => {
    const cells = ['1.5', '1234.5', '2024-03-01', '2024-07-01T09:30:00', 'true', '2024-03-01', '09:30:00'];
    expect(read(cells, new Set())).toEqual([
      ...['1.5', '1234.5', '2024-03-01', '2024-07-01 07:30:00.000', '1', '2024-03', '09:30:00'],
    ]);
    expect(read(['a', '9999.75', '2024-03-01T08:00:00', '', '', '', ''], new Set()).slice(7)).toEqual([
      ...['price ABOVE_MAXIMUM', 'on DATE_INVALID'],
    ]);
  });

  test('that are texts are read by the formats, and so are all cells of other files', () => {
    const cells = ['1.5', '1.234', '01.03.2024', '01.07.2024 09:30', 'ja', '2024-03', '09.30'];
    const values = ['1.5', '1234', '2024-03-01', '2024-07-01 07:30:00.000', '1', '2024-03', '09:30:00'];
    expect(read(cells, new Set([1, 6]))).toEqual(values);
    expect(read(cells)).toEqual(values);
    expect(read(['a', '1.5', '2024-03-01', '', 'true', '', '']).slice(7)).toEqual([
      ...['price NOT_NUMBER', 'on DATE_INVALID', 'gift NOT_BOOLEAN'],
    ]);
  });
});

describe('checks of a row', () => {
  const checks = [
    { expr: 'low == null || low > 1.0', code: 'LOW', message: 'low is too low' },
    { expr: "high == null || low < high || id == 'x'", code: 'HIGH', message: 'high is too low' },
    { expr: 'high * 2.0 > 1.0', code: 'DOUBLE', message: 'high is very low' },
  ];
  const importer = compile(definitionOf({ checks, columns: { high: { default: '5,5' } } }));

  /** The code, field and value of the errors of a row. */
  function errorsOf(
    cells: readonly string[],
    { header = ['id', 'low', 'high'], ...options }: { header?: string[]; blankInUpdates?: 'keep' | 'null' } = {},
  ) {
    const mapping = matchHeader(header, importer);
    const fallbacks = { high: '5.5' };
    const checker = new RowChecker({ importer, mapping, dateOrder: () => undefined, fallbacks, ...options });
    checker.check(cells, 2, 2);
    return checker.rejects.map(({ code, field, value }) => [code, field, value]);
  }
  /** The same, and whether the table is to be asked. */
  function asked(...[cells, options]: Parameters<typeof errorsOf>) {
    const { header = ['id', 'low', 'high'], ...others } = options ?? {};
    const fallbacks = { high: '5.5' };
    const mapping = matchHeader(header, importer);
    const checker = new RowChecker({ importer, mapping, dateOrder: () => undefined, fallbacks, ...others });
    checker.check(cells, 2, 2);
    return [checker.rejects.map(({ code, field, value }) => [code, field, value]), checker.asks];
  }

  test('are evaluated with the row as it will be stored', () => {
    expect(errorsOf(['a', '2', '3'])).toEqual([]);
    expect(errorsOf(['a', '1', '3'])).toEqual([['LOW', 'low', '1']]);
    // With the default of new rows.
    expect(errorsOf(['a', '7', ''])).toEqual([['HIGH', null, null]]);
    expect(errorsOf(['a', '7'], { header: ['id', 'low'] })).toEqual([['HIGH', null, null]]);
    expect(errorsOf(['x', '7', ''])).toEqual([]);
  });

  test('are not evaluated for a row that has other errors', () => {
    expect(errorsOf(['a', 'one', '0']).map(([code]) => code)).toEqual(['NOT_NUMBER']);
  });

  test('say so if they cannot be evaluated', () => {
    expect(errorsOf(['a', '', '3'])).toEqual([['CHECK_UNDECIDED', null, null]]);
    const without = compile(definitionOf({ checks: checks.slice(2) }));
    const mapping = matchHeader(['id', 'high'], without);
    const checker = new RowChecker({ importer: without, mapping, dateOrder: () => undefined, fallbacks: {} });
    checker.check(['a', ''], 2, 2);
    expect(checker.rejects).toMatchObject([
      {
        ...{ code: 'CHECK_UNDECIDED', field: 'high', value: null },
        message: 'cannot be checked ("high is very low"): high is blank',
      },
    ]);
  });

  test('are left to the database where an update keeps a stored value, as are those of a new row then', () => {
    expect(errorsOf(['a', '2', '3'], { blankInUpdates: 'keep' })).toEqual([]);
    expect(errorsOf(['a', '7', '3'], { blankInUpdates: 'keep' })).toEqual([['HIGH', null, null]]);
    // As a new row it has the default, which would be right or wrong.
    expect(asked(['a', '2', ''], { blankInUpdates: 'keep' })).toEqual([[], false]);
    expect(asked(['a', '7', ''], { blankInUpdates: 'keep' })).toEqual([[], true]);
    expect(asked(['a', '7'], { blankInUpdates: 'null', header: ['id', 'low'] })).toEqual([[], true]);
    // What is reset is known: it has the default.
    expect(asked(['a', '7', ''], { blankInUpdates: 'null' })).toEqual([[['HIGH', null, null]], false]);
  });

  test('of an order see the default of a blank cell', () => {
    const ordered = compile(definitionOf({ columns: { high: { default: '5,5' } } }));
    const mapping = matchHeader(['id', 'low', 'high'], ordered);
    const options = { importer: ordered, mapping, dateOrder: () => undefined, fallbacks: { high: '5.5' } };
    const judged = (low: string, blankInUpdates?: 'keep' | 'null') => {
      const checker = new RowChecker({ ...options, ...(blankInUpdates && { blankInUpdates }) });
      checker.check(['a', low, ''], 2, 2);
      return [checker.rejects.map(({ code, field, value }) => [code, field, value]), checker.asks];
    };
    expect(judged('5')).toEqual([[], false]);
    expect(judged('6')).toEqual([[['ORDER', 'high', '5.5']], false]);
    expect(judged('6', 'keep')).toEqual([[], true]);
  });
});

describe('a definition that is compiled', () => {
  test('takes texts for missing values as blank cells, those of a field instead of those of the schema', () => {
    expect(checkRow(['a', 'n/a', '-'])).toEqual({ values: ['a', undefined, undefined], codes: [] });
    expect(checkRow(['n/a', '-', 'n/a']).codes).toEqual(['id REQUIRED', 'low NOT_NUMBER', 'high NOT_NUMBER']);
  });

  test('has the columns of its key, which are required, and every other group that is unique, once', () => {
    const fields = [
      ...schema.fields,
      { name: 'ref', type: 'string', constraints: { unique: true } },
      { name: 'ean', type: 'string', constraints: { required: true } },
    ];
    const keys = { primaryKey: ['id', 'low'], uniqueKeys: [['ref'], ['low', 'id'], ['ref', 'ean']] };
    const importer = compile(definitionOf({ schema: { fields, ...keys }, columns: { ean: { default: '0' } } }));
    expect(importer).toMatchObject({ keys: ['id', 'low'], unique: [['ref'], ['ref', 'ean']] });
    // A blank cell with a default is never missing.
    expect(importer.columns.filter(({ required }) => required).map(({ name }) => name)).toEqual(['id', 'low']);
  });

  test('compares numbers as numbers, not as texts', () => {
    expect(checkRow(['a', '9,5', '10']).codes).toEqual([]);
    expect(checkRow(['a', '10', '9,5']).codes).toEqual(['high ORDER']);
  });
});
