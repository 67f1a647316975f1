import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDefinition } from './read-definition.ts';
import { type Edits, editedOrders } from './testing/orders.ts';

const folder = new URL('./testing/wrong/', import.meta.url);

interface Wrong {
  readonly edit: Edits;
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

const problemsOf = (edits: Edits) =>
  readDefinition(JSON.stringify(editedOrders(edits)), { format: 'json' }).problems.map(({ path, code, message }) => ({
    path,
    code,
    message,
  }));

test('the definition that the others are made of is right', () => expect(problemsOf({})).toEqual([]));

describe.each(readdirSync(folder))('%s', (file) => {
  const cases = parse(readFileSync(new URL(file, folder), 'utf8')) as Wrong[];
  test.each(cases)('$path: $message', ({ edit, ...problem }) => {
    const given = Object.entries(edit).map(([path, value]) => [path, value === '(removed)' ? undefined : value]);
    expect(problemsOf(Object.fromEntries(given))).toEqual([problem]);
  });
});

test('all problems are reported at once, in the order of the text, with those of parts that have others', () => {
  const edits = {
    name: 'analyses',
    'target.table': 'order lines',
    'schema.fields[0].constraints.unknown': true,
    'schema.fields[0].constraints.pattern': '(?:A)',
    'schema.fields[1].constraints.minimum': 'x',
    'schema.fields[5].categories': ['open', 'shipped'],
    'columns.status.default': 'new',
    'checks[0].upper': 'delivered_on',
    unknown: 1,
  };
  expect(problemsOf(edits).map(({ path, code }) => `${path} ${code}`)).toEqual([
    'name NAME_RESERVED',
    'target.table WRONG_VALUE',
    'schema.fields[0].constraints.pattern PATTERN_INVALID',
    'schema.fields[0].constraints.unknown UNKNOWN_MEMBER',
    'schema.fields[1].constraints.minimum NOT_OF_TYPE',
    'schema.fields[5].constraints.enum[1] CONTRADICTION',
    'columns.status.default CONTRADICTION',
    'columns.status.synonyms.bezahlt CONTRADICTION',
    'checks[0].upper UNKNOWN_FIELD',
    'unknown UNKNOWN_MEMBER',
  ]);
});

test('a key is generated only where it is the whole key, may be blank and is free in its form', () => {
  const generate = { prefix: 'O-', digits: 4 };
  expect(problemsOf({ 'columns.order_no.generate': generate }).map(({ message }) => message)).toEqual([
    'Only the key is generated. Set schema.primaryKey to [order_no].',
    'A required field is never blank, so that no key is generated. Leave out required.',
    'Generated keys do not follow constraints.pattern. Leave it out.',
  ]);
  const right = { 'schema.primaryKey': ['order_no'], 'schema.fields[0].constraints': { maxLength: 6 } };
  expect(problemsOf({ ...right, 'columns.order_no.generate': generate })).toEqual([]);
  expect(problemsOf({ ...right, 'columns.order_no.generate': { prefix: 'ORDER-', digits: 4 } })).toHaveLength(1);
});

test('fields that differ only in case, spaces or marks are the same to a file', () => {
  expect(problemsOf({ 'schema.fields[6].name': 'Order-No' })).toEqual([
    {
      path: 'schema.fields[6].name',
      code: 'DUPLICATE',
      message:
        '"Order-No" reads like "order_no" in a file, because case and marks do not count. Rename one of the fields.',
    },
  ]);
});

test('a definition of more than 2,000 fields is refused', () => {
  const fields = Array.from({ length: 2_001 }, (_, index) => ({ name: `f${index}` }));
  const alone = { columns: undefined, lookups: undefined, checks: undefined, 'schema.primaryKey': undefined };
  expect(problemsOf({ ...alone, 'schema.fields': fields.slice(1) })).toEqual([]);
  expect(problemsOf({ ...alone, 'schema.fields': fields })).toEqual([
    { path: 'schema.fields', code: 'TOO_LARGE', message: 'The list has more than 2000 items. Shorten it.' },
  ]);
});

test.each([
  [
    'lookups',
    (name: string) => ({ fields: [name], table: 'shop.codes', by: ['code'], value: 'id', store: `${name}_id` }),
  ],
  ['schema.foreignKeys', (name: string) => ({ fields: [name], reference: { resource: 'codes', fields: ['code'] } })],
  ['schema.uniqueKeys', (name: string) => [name]],
] as const)('a definition of more than 64 %s is refused', (path, itemOf) => {
  const fields = Array.from({ length: 65 }, (_, index) => ({ name: `f${index}` }));
  const items = fields.map(({ name }) => itemOf(name));
  const others = { columns: undefined, lookups: undefined, checks: undefined, 'schema.primaryKey': undefined };
  const edits = { ...others, 'schema.fields': fields };
  expect(problemsOf({ ...edits, [path]: items.slice(1) })).toEqual([]);
  expect(problemsOf({ ...edits, [path]: items })).toEqual([
    { path, code: 'TOO_LARGE', message: 'The list has more than 64 items. Shorten it.' },
  ]);
});

test('a definition of more than 64 unique fields is refused', () => {
  const unique = Array.from({ length: 66 }, (_, index) => ({ name: `f${index}`, constraints: { unique: true } }));
  const fields = [{ name: 'other' }, ...unique];
  const others = { columns: undefined, lookups: undefined, checks: undefined, 'schema.primaryKey': undefined };
  expect(problemsOf({ ...others, 'schema.fields': fields.slice(0, 65) })).toEqual([]);
  expect(problemsOf({ ...others, 'schema.fields': fields })).toEqual([
    {
      path: 'schema.fields[65].constraints.unique',
      code: 'TOO_LARGE',
      message: 'More than 64 fields are unique. Leave out some, or make one unique key of several.',
    },
  ]);
});
