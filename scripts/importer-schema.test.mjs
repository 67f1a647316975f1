// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { IMPORTER_REFERENCE_FILE, importerReference } from './importer-reference.mjs';
import { IMPORTER_SCHEMA_FILE, importerSchema } from './importer-schema.mjs';
import { ROOT } from './paths.mjs';

test('the JSON Schema of definitions is up to date', () => {
  const isCurrent = readFileSync(IMPORTER_SCHEMA_FILE, 'utf8') === importerSchema();
  expect(isCurrent, 'importers/importer.schema.json is out of date. Run: npm run importers:generate').toBe(true);
});

test('the page of all members of definitions is up to date, and says of each what it means', () => {
  const page = importerReference();
  const isCurrent = readFileSync(IMPORTER_REFERENCE_FILE, 'utf8') === page;
  expect(isCurrent, 'docs/importers-reference.md is out of date. Run: npm run importers:generate').toBe(true);
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(80);
  expect(rows.filter((row) => /\| *\|$/.test(row))).toEqual([]);
});

const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(
  JSON.parse(importerSchema()),
);
/** @param {unknown} document */
const pathsOf = (document) => {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath }) => instancePath);
};

test.each(['assets', 'contacts'])(
  'editors accept importers/%s.yaml, which names the schema in its first line',
  (name) => {
    const text = readFileSync(path.join(ROOT, `importers/${name}.yaml`), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=importer\.schema\.json\n/);
    expect(pathsOf(parse(text))).toEqual([]);
  },
);

test('editors accept the Table Schemas that are accepted', () => {
  const portals = readFileSync(path.join(ROOT, 'libs/importers/src/document/testing/portals.yaml'), 'utf8');
  /** @type {{ about: string, schema: unknown, problems: object }[]} */
  const accepted = parse(portals).filter(
    (/** @type {{ problems: object }} */ one) => Object.keys(one.problems).length === 0,
  );
  expect(accepted.length).toBeGreaterThan(15);
  for (const { about, schema } of accepted) {
    expect(pathsOf({ name: 'a', target: { table: 'a', manage: 'create' }, schema }), about).toEqual([]);
  }
});

test('editors mark unknown members, missing ones and wrong values', () => {
  const target = { table: 'a', manage: 'update' };
  expect(pathsOf({ name: 'a', target, schema: { fields: [{ type: 'string' }, { name: 'b', type: 'text' }] } })).toEqual(
    expect.arrayContaining(['/target/manage', '/schema/fields/0', '/schema/fields/1/type']),
  );
  expect(
    pathsOf({ name: 'a', target: { table: 'a', manage: 'create' }, schema: { fields: [{ name: 'a' }] }, x: 1 }),
  ).toEqual(['']);
});

test('definitions have every option of reading a file', () => {
  const { components } = JSON.parse(readFileSync(path.join(ROOT, 'libs/client/openapi.json'), 'utf8'));
  const options = Object.keys(components.schemas.ReadingOptions.properties).filter((name) => name !== 'header');
  const camelCase = (/** @type {string} */ name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  const { properties } = JSON.parse(importerSchema());
  expect(Object.keys(properties.file.properties).sort()).toEqual(options.map(camelCase).sort());
});
