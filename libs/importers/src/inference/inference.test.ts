import { expect, test } from 'vitest';
import { readDefinition } from '../document/read-definition.ts';
import type { FileInferenceOptions } from './index.ts';
import { FileInference } from './index.ts';

type Options = Partial<FileInferenceOptions>;

/** What is inferred from columns that are given as texts with commas or as lists. */
function infer(columns: Readonly<Record<string, string | readonly string[]>>, options: Options = {}) {
  const cells = Object.values(columns).map((values) => (typeof values === 'string' ? values.split(';') : values));
  const inference = new FileInference({ header: Object.keys(columns), fileName: 'parts.csv', ...options });
  const records = Math.max(...cells.map(({ length }) => length));
  for (let row = 0; row < records; row++) inference.see(cells.map((values) => values[row] ?? ''));
  const result = inference.finish({ isWhole: true });
  const { definition, problems } = readDefinition(result.source);
  expect(problems).toEqual([]);
  if (!definition) throw new Error('the definition was refused');
  expect(definition).toEqual(result.definition);
  return { ...result, definition, codes: result.warnings.map(({ code }) => code) };
}

/** The field of one column, without its name and what every column has. */
function field(values: string | readonly string[], header = 'a') {
  const { definition } = infer({ [header]: values });
  const [{ name: _, constraints: { required: __, maxLength: ___, ...constraints } = {}, ...rest } = { name: '' }] =
    definition.schema.fields;
  const { [header]: column } = definition.columns ?? {};
  return { ...rest, ...constraints, ...column };
}

const many = (...values: string[]): string[] => Array.from({ length: 12 }, () => values).flat();

test.each<[string, string | readonly string[], object, string?]>([
  ['whole numbers', '1;-20;300', { type: 'integer' }],
  ['groups of thousands', '1,200;13,000,000;7', { type: 'integer', groupChar: ',' }],
  ['decimals', '1.5;20;0.25', { type: 'number' }],
  ['decimals with a comma', '1,5;20;0,25', { type: 'number', decimalChar: ',' }],
  ['decimals and groups', '1.200,50;7;12,25', { type: 'number', decimalChar: ',', groupChar: '.' }],
  ['groups with spaces', '1 200,50;12,25', { type: 'number', decimalChar: ',', groupChar: ' ' }],
  ["Switzerland's groups", "1'200.50;12.25", { type: 'number', groupChar: "'" }],
  ['a currency', '€12.50;€7.00', { type: 'number', bareNumber: false }],
  ['percent', '12 %;7 %', { type: 'integer', bareNumber: false }],
  ['numbers with many digits', '0.1234567890123456789;1', { type: 'number', sqlType: 'decimal(65,30)' }],
  ['three digits after zero', '0.125;0.250;1.500', { type: 'number' }],
  ['codes that begin with a letter', 'A12;A13', { type: 'string' }],
  ['codes that begin with three', 'ABC12;ABC13', { type: 'string' }],
  ['several currencies', '12 EUR;7 USD', { type: 'string' }],
  ['numbers of rooms', 'Room 5;Room 7', { type: 'string' }],
  ['leading zeros', '0123;4567', { type: 'string' }],
  ['postal codes', '10115;80331', { type: 'string' }, 'ZIP code'],
  ['telephone numbers', '+4930123456;+4989123', { type: 'string' }],
  ['codes with an E', '12E5;13E7', { type: 'string' }],
  ['more digits than BIGINT has', '12345678901234567890;1', { type: 'string' }],
  ['years', '1999;2024', { type: 'year' }, 'Model year'],
  ['numbers like years', '1999;2024', { type: 'integer' }, 'amount'],
  ['true and false', 'true;false;True', { type: 'boolean' }],
  ['yes and no', 'Yes;no', { type: 'boolean', trueValues: ['yes'], falseValues: ['no'], ignoreCase: true }],
  ['0 and 1', '0;1;1;0', { type: 'boolean' }],
  ['a few 0 and 1', '0;1', { type: 'integer' }],
  ['one letter', 'y;y;y', { type: 'string' }],
  ['dates of the standard', '2024-03-31;2023-01-02', { type: 'date' }],
  ['German dates', '31.03.2024;2.1.2023', { type: 'date', format: '%d.%m.%Y' }],
  ['short years', '31.03.24;02.01.23', { type: 'date', format: '%d.%m.%y' }],
  ['the day first', '31/03/2024;01/02/2023', { type: 'date', format: '%d/%m/%Y' }],
  ['the month first', '03/31/2024;01/02/2023', { type: 'date', format: '%m/%d/%Y' }],
  ['short names of months', '1 Mar 2024;02 Oct 2023', { type: 'date', format: '%d %b %Y' }],
  ['long names of months', 'March 1, 2024;October 12, 2023', { type: 'date', format: '%B %d, %Y' }],
  ['German names of months', '1. März 2024;2. Mai 2023', { type: 'date', format: '%d. %b %Y', locale: 'de' }],
  ['several forms', '2024-03-31;1 March 2024', { type: 'date', format: 'any' }],
  ['days in digits', '20240301;20240302;20240303;20240304;20231231', { type: 'date', format: '%Y%m%d' }],
  ['numbers like days', '20240301;20240302;20240303;20240304;20231231', { type: 'integer' }, 'Order No'],
  ['times', '09:30:00;23:59:59', { type: 'time' }],
  ['times without seconds', '09:30;23:59', { type: 'time', format: '%H:%M' }],
  ['times of twelve hours', '9:30 PM;11:59 am', { type: 'time', format: 'any' }],
  ['moments', '2024-03-01T09:30:00Z;2024-03-01T09:30:00', { type: 'datetime' }],
  ['days with times', '2024-03-01 09:30;2024-03-02 10:00', { type: 'datetime', format: '%Y-%m-%d %H:%M' }],
  ['moments in several forms', '2024-03-01 09:30;2024-03-02', { type: 'datetime', format: 'any' }],
  ['months', '2024-03;2023-12', { type: 'yearmonth' }],
  ['durations', 'P1D;PT30M', { type: 'duration' }],
  ['email addresses', 'a@b.de;c@d.org', { type: 'string', format: 'email' }],
  ['addresses of pages', 'https://a.de;http://b.de/c', { type: 'string', format: 'uri' }],
  ['UUIDs', ['123e4567-e89b-12d3-a456-426614174000'], { type: 'string', format: 'uuid' }],
  ['JSON', ['{"a": 1}', '{}'], { type: 'object' }],
  ['JSON arrays', ['[1]', '[]'], { type: 'array' }],
  ['lists', ['a|b', 'c', 'd|e'], { type: 'list', delimiter: '|' }, 'Tags'],
  ['texts with bars', ['a|b', 'c', 'd|e'], { type: 'string' }],
  ['a few words', many('open', 'paid'), { type: 'string', enum: ['open', 'paid'] }],
  [
    'words in any case',
    many('open', 'Open', 'paid', 'open'),
    { type: 'string', enum: ['open', 'paid'], ignoreCase: true },
  ],
  ['words that do not recur', [...many('open', 'paid'), 'late'], { type: 'string' }],
  ['nothing', '', { type: 'string' }],
  ["Excel's text form", '="001";="002"', { type: 'string' }],
])('infers %s', (_, values, expected, header = 'a') => {
  expect(field(values, header)).toEqual(expected);
});

test('says what was seen, and is surer the more records there are', () => {
  const { columns } = infer({ price: '12,50 EUR;;7,25 EUR;n/a' });
  expect(columns).toEqual([
    {
      ...{ field: 'price', header: 'price', type: 'number', examples: ['12,50 EUR', '7,25 EUR'] },
      evidence: [
        'All 2 values can be read as numbers.',
        '"," is read as the mark before decimals.',
        'Every number stands beside "EUR", which is left out.',
        '1 of 4 cells are blank.',
        '"n/a" in 1 cell counts as blank.',
      ],
      confidence: 0.68,
    },
  ]);
  const confidenceOf = (records: number) =>
    infer({ a: Array.from({ length: records }, (_, at) => `${at}`) }).columns[0]?.confidence;
  expect([1, 10, 100].map(confidenceOf)).toEqual([0.67, 0.92, 0.99]);
});

test('leaves room for longer texts', () => {
  const lengths = [3, 20, 90, 300, 20_000].map((length) => {
    const { definition } = infer({ text: [`${'ab '.repeat(length / 3)}x`] });
    return definition.schema.fields[0]?.constraints?.maxLength;
  });
  expect(lengths).toEqual([10, 40, 160, 500, undefined]);
});

test('requires what is never blank', () => {
  const { definition } = infer({ a: '1;2', b: '1;', c: '1;-' });
  expect(definition.schema.fields.map(({ constraints }) => constraints?.required ?? false)).toEqual([
    true,
    false,
    false,
  ]);
});

test('takes placeholders for no value where they are none, also where they are values elsewhere', () => {
  const { definition } = infer({ country: 'NA;DE;FR', price: 'NA;2;3', note: '-;N/A;x', born: 'NULL;2024-01-02;' });
  const [country, price, note, born] = definition.schema.fields;
  expect(definition.schema.missingValues).toEqual(['', '-', 'N/A', 'NULL']);
  expect(price).toMatchObject({ type: 'integer', missingValues: ['', '-', 'N/A', 'NULL', 'NA'] });
  expect([country?.missingValues, note?.missingValues, born?.type]).toEqual([undefined, undefined, 'date']);
  expect(country?.constraints?.required).toBe(true);
});

test('decides the order of day and month by other columns or by the caller, and says so if it stays open', () => {
  const open = { due: '03/04/2024;05/06/2024' };
  expect(infer(open)).toMatchObject({
    codes: expect.arrayContaining(['DATE_ORDER_OPEN']),
    columns: [{ confidence: 0.38 }],
    definition: { schema: { fields: [{ format: '%d/%m/%Y' }] } },
  });
  expect(infer(open).source).toContain('# due: Dates such as "03/04/2024" could have the day or the month first');
  for (const decided of [infer({ ...open, paid: '01/31/2024;02/03/2024' }), infer(open, { dateOrder: 'MDY' })]) {
    expect(decided.codes).not.toContain('DATE_ORDER_OPEN');
    expect(decided.definition.schema.fields[0]?.format).toBe('%m/%d/%Y');
  }
});

test('says in the file options which order dates in several forms have', () => {
  const { definition, codes } = infer({ due: '2024-03-31;03/04/2024', paid: '31/01/2024;1 March 2024' });
  expect(definition.schema.fields.map(({ format }) => format)).toEqual(['any', 'any']);
  expect([definition.file, codes]).toEqual([{ dateOrder: 'DMY' }, ['KEY_OPEN']]);
});

test('keeps dates as texts that would need another order than the rest of the file', () => {
  const { definition } = infer({ due: '2024-03-31;31/12/2024;03/04/2024', paid: '2024-03-31;12/31/2024;03/04/2024' });
  expect(definition.schema.fields.map(({ type }) => type)).toEqual(['date', 'string']);
});

test('decides between decimals and thousands by other columns or by the caller, and says so if it stays open', () => {
  const open = { price: '1,234;5,678' };
  expect(infer(open)).toMatchObject({
    codes: expect.arrayContaining(['NUMBER_MARKS_OPEN']),
    definition: { schema: { fields: [{ type: 'integer', groupChar: ',' }] } },
  });
  const decided = infer({ ...open, net: '1,5;2,25' });
  expect([decided.codes, decided.definition.schema.fields[0]]).toEqual([
    ['KEY_OPEN'],
    { name: 'price', type: 'number', decimalChar: ',', constraints: { required: true } },
  ]);
  const given = infer({ price: '1.234;5.678' }, { decimalMark: ',' });
  expect(given.definition.schema.fields[0]).toMatchObject({ type: 'integer', groupChar: '.' });
});

test('prefers a key by its name, and takes two fields if none is different in every record', () => {
  const numbers = Array.from({ length: 20 }, (_, at) => at);
  const single = infer({ title: numbers.map((at) => `T${at}`), 'Part No': numbers.map((at) => `P-${at}`) });
  expect(single.definition.schema.primaryKey).toEqual(['Part No']);
  expect(single.key_candidates.map(({ fields }) => fields)).toEqual([['Part No'], ['title']]);
  const pair = infer({
    status: numbers.map((at) => (at % 2 ? 'a' : 'b')),
    'Order No': numbers.map((at) => `A${Math.floor(at / 2)}`),
    line: numbers.map((at) => `${(at % 2) + 1}`),
  });
  expect(pair.definition.schema.primaryKey).toEqual(['Order No', 'line']);
  expect(pair.key_candidates[0]).toMatchObject({
    confidence: expect.closeTo(0.71),
    evidence: [expect.stringMatching(/^No field alone/), expect.anything()],
  });
});

test('offers no key that a database could take for equal, and none that is blank', () => {
  const rows = ['Straße', 'STRASSE', 'x', 'y', 'é', 'e'];
  const { definition, codes } = infer({
    id: rows,
    no: ['1', '2', '3', '4', '5', ''],
    code: ['a', 'b', 'c', 'd', 'e', '-'],
  });
  expect([definition.schema.primaryKey, codes]).toEqual([undefined, ['KEY_OPEN']]);
});

test('names fields as headers, and columns as MySQL can have them', () => {
  const { definition, codes } = infer({
    'Preis (€)': '1',
    'name.de': '1',
    Account_ID: '1',
    Größe: '1',
    Grosse: '1',
    GROSSE2: '1',
    Größé: '1',
  });
  expect(definition.schema.fields.map(({ name }) => name).slice(0, 4)).toEqual([
    'Preis (€)',
    'name.de',
    'Account_ID',
    'Größe',
  ]);
  expect(definition.columns).toEqual({
    'name.de': { column: 'name_de' },
    Account_ID: { column: 'Account_ID_2' },
    Grosse: { column: 'Grosse_2' },
    Größé: { column: 'Größé_3' },
  });
  expect(codes).toEqual(['KEY_OPEN']);
});

test('keeps headers apart that read alike, and leaves out those that say nothing', () => {
  const header = ['Order No', 'order_no', '***', '', '__proto__', 'x'.repeat(300)];
  const inference = new FileInference({ header });
  inference.see(header.map(() => '1'));
  const { definition, warnings, columns } = inference.finish({ isWhole: true });
  expect(definition).toMatchObject({
    name: 'my-table',
    schema: { fields: [{ name: 'Order No' }, { name: 'order_no 2' }] },
  });
  expect(columns.map(({ field: name }) => name)).toEqual(['Order No', 'order_no 2', null, null, null, null]);
  expect(warnings.map(({ code }) => code)).toEqual([
    'HEADER_ALIKE',
    ...['COLUMN_LEFT_OUT', 'COLUMN_LEFT_OUT', 'COLUMN_LEFT_OUT', 'COLUMN_LEFT_OUT'],
  ]);
});

test.each([
  ['Order Lines 2024.csv', 'order-lines-2024'],
  ['Größen.xlsx', 'grossen'],
  ['2024-orders.tsv.gz', 'orders'],
  ['jobs.csv', 'jobs-rows'],
  ['注文.csv', 'my-table'],
  [`${'very-'.repeat(20)}long.csv`, 'very-very-very-very-very-very-ve'],
])('names the importer of %s %s', (fileName, name) => {
  expect(infer({ a: '1' }, { fileName }).definition).toMatchObject({
    name,
    target: { table: name.replaceAll('-', '_') },
  });
});

test('stops when it has seen enough, and says so', () => {
  const inference = new FileInference({ header: Array.from({ length: 2_000 }, (_, at) => `c${at}`) });
  while (!inference.isFull) inference.see([]);
  expect(inference.records).toBe(250);
  expect(inference.finish({ isWhole: false }).warnings).toContainEqual({
    code: 'SAMPLED',
    message: 'Only the first 250 records were looked at. Later ones may have other values.',
  });
});
