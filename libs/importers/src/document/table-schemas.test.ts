import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDefinition } from './read-definition.ts';

interface Portal {
  readonly about: string;
  readonly schema: unknown;
  /** Codes by path in the schema. */
  readonly problems: Readonly<Record<string, string>>;
}

const portals = parse(readFileSync(new URL('./testing/portals.yaml', import.meta.url), 'utf8')) as Portal[];

test.each(portals)('$about', ({ schema, problems }) => {
  const text = JSON.stringify({ name: 'data', target: { table: 'data', manage: 'create' }, schema });
  const found = readDefinition(text, { format: 'json' }).problems.map(({ path, code }) => [path, code]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(problems).map(([path, code]) => [`schema.${path}`, code])),
  );
});

test.each(portals)('$about, in a data package', ({ schema, problems }) => {
  const text = JSON.stringify({ name: 'package', resources: [{ name: 'data', path: 'data.csv', schema }] });
  const found = readDefinition(text, { format: 'json' }).problems.map(({ path, code }) => [path, code]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(problems).map(([path, code]) => [`resources[0].schema.${path}`, code])),
  );
});

test('forms of version 1.0 are read as those of 2.0', () => {
  const { definition } = readDefinition(`
name: codes
target: { table: codes, manage: create }
schema:
  primaryKey: code
  fieldsMatch: [subset]
  fields:
    - { name: code, type: string }
    - { name: parent, type: string }
    - { name: since, type: date, format: "fmt:%d.%m.%Y" }
  foreignKeys:
    - { fields: parent, reference: { resource: "", fields: code } }
`);
  expect(definition?.schema).toMatchObject({
    primaryKey: ['code'],
    fieldsMatch: 'subset',
    fields: [{}, {}, { format: '%d.%m.%Y' }],
    foreignKeys: [{ fields: ['parent'], reference: { resource: undefined, fields: ['code'] } }],
  });
});

test('properties that the standard does not have are kept', () => {
  const field = { name: 'a', rdfType: 'https://schema.org/City', info: { label: 'A' } };
  const schema = { fields: [field], homepage: 'https://example.org' };
  const text = JSON.stringify({ name: 'a', target: { table: 'a', manage: 'create' }, schema });
  expect(readDefinition(text).definition?.schema).toEqual(schema);
});
