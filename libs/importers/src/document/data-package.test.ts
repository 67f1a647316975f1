import { expect, test } from 'vitest';
import type { Definition } from './definition.ts';
import { readDefinition } from './read-definition.ts';
import { toDataPackage } from './to-data-package.ts';

const schema = { fields: [{ name: 'id', type: 'integer' }] };
const read = (resource: object, ...others: object[]) =>
  readDefinition(
    JSON.stringify({ name: 'p', resources: [{ name: 'city_trees.2024', path: 'a.csv', ...resource }, ...others] }),
  );

test('the table of a package is made, and its dialect says how files are read', () => {
  const dialect = { delimiter: ';', quoteChar: "'", headerRows: [3, 4], commentChar: '#', lineTerminator: '\n' };
  const { definition } = read(
    { title: 'Trees', schema, dialect, encoding: 'windows-1252' },
    { name: 'readme', path: 'a.md' },
  );
  expect(definition).toEqual({
    name: 'city-trees-2024',
    title: 'Trees',
    target: { table: 'city_trees_2024', manage: 'create' },
    schema,
    file: { encoding: 'windows-1252', delimiter: ';', quote: "'", comment: '#', headerRow: 3, headerRows: 2 },
  });
});

test.each(['exact', 'equal', 'subset', 'superset', 'partial'])('fieldsMatch: %s is kept, in and out', (fieldsMatch) => {
  for (const given of [fieldsMatch, [fieldsMatch]]) {
    const { definition } = read({ schema: { ...schema, fieldsMatch: given } });
    expect(definition?.schema.fieldsMatch).toBe(fieldsMatch);
    const { value, omitted } = toDataPackage(definition as Definition);
    expect([value, omitted]).toMatchObject([{ resources: [{ schema: { fieldsMatch } }] }, []]);
  }
});

test('a file without a header has none', () => {
  expect(read({ schema, dialect: { header: false } }).definition?.file).toEqual({ headerRow: 'none' });
});

test.each([
  ['a table without a schema', [{}], 'resources', 'WRONG_VALUE'],
  ['two tables', [{ schema }, { name: 'b', schema }], 'resources', 'WRONG_VALUE'],
  ['a schema in another file', [{ schema: 'schema.json' }], 'resources[0].schema', 'WRONG_TYPE'],
  ['a dialect in another file', [{ schema, dialect: 'dialect.json' }], 'resources[0].dialect', 'WRONG_TYPE'],
  ['a name with a space', [{ schema, name: 'city trees' }], 'resources[0].name', 'WRONG_VALUE'],
  ['no name', [{ schema, name: undefined }], 'resources[0].name', 'REQUIRED'],
  ['a name of an API path', [{ schema, name: 'uploads' }], 'resources[0].name', 'NAME_RESERVED'],
  [
    'a delimiter of two characters',
    [{ schema, dialect: { delimiter: '||' } }],
    'resources[0].dialect.delimiter',
    'WRONG_VALUE',
  ],
  ['an unknown encoding', [{ schema, encoding: 'utf-99' }], 'resources[0].encoding', 'WRONG_VALUE'],
  ['rows of comments', [{ schema, dialect: { commentRows: [1] } }], 'resources[0].dialect.commentRows', 'UNSUPPORTED'],
  [
    'a text for no value',
    [{ schema, dialect: { nullSequence: '\\N' } }],
    'resources[0].dialect.nullSequence',
    'UNSUPPORTED',
  ],
  [
    'scattered header rows',
    [{ schema, dialect: { headerRows: [1, 3] } }],
    'resources[0].dialect.headerRows',
    'UNSUPPORTED',
  ],
])('%s is refused with its path in the package', (_what, [resource = {}, ...others], path, code) => {
  const text = JSON.stringify({ resources: [{ name: 'trees', ...resource }, ...others] });
  const { problems } = readDefinition(text);
  expect(problems).toEqual([expect.objectContaining({ path, code, at: { line: 1, column: expect.any(Number) } })]);
});
