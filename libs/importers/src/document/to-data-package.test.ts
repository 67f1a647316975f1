import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Definition, fileOptions } from './definition.ts';
import { definitionText } from './definition-text.ts';
import { readDefinition } from './read-definition.ts';
import { editedOrders } from './testing/orders.ts';
import { toDataPackage } from './to-data-package.ts';

const definitionOf = (document: unknown): Definition => {
  const { definition, problems } = readDefinition(JSON.stringify(document));
  expect(problems).toEqual([]);
  return definition as Definition;
};
const again = (definition: Definition): Definition => definitionOf(toDataPackage(definition).value);

test('schema, title and what dialects have are the same after a way through a package', () => {
  const file = {
    ...{ encoding: 'windows-1252', delimiter: ';', quote: "'", escape: '\\', comment: '#' },
    ...{ headerRow: 3, headerRows: 2, sheet: 'Lines' },
  };
  const definition = definitionOf(editedOrders({ file }));
  const { name, title, schema } = definition;
  expect(again(definition)).toEqual({ name, title, schema, file, target: { table: 'order_lines', manage: 'create' } });
  expect(definitionOf(again(definition))).toEqual(again(definition));
});

test.each([
  [{ headerRow: 'none' }, { headerRow: 'none' }],
  [{ headerRow: 4 }, { headerRow: 4 }],
  [{ headerRow: 1, headerRows: 1 }, { headerRow: 1 }],
  [{ delimiter: 'auto', encoding: 'auto', quote: 'auto', headerRow: 'auto' }, undefined],
  [{ delimiter: '\t' }, { delimiter: '\t' }],
])('file options %j are read again as %j', (file, read) => {
  expect(again(definitionOf(editedOrders({ file }))).file).toEqual(read);
});

test('names everything that the standard has no place for', () => {
  expect(toDataPackage(definitionOf(editedOrders())).omitted).toEqual([
    ...['target', 'columns.order_no.aliases', 'columns.order_no.transform', 'columns.status.default'],
    ...['columns.status.synonyms', 'lookups', 'checks', 'access', 'modes'],
  ]);
  const usual = { name: 'trees', target: { table: 'trees', manage: 'create' }, schema: { fields: [{ name: 'id' }] } };
  expect(toDataPackage(definitionOf(usual)).omitted).toEqual([]);
  // As it is stored.
  const stamped = { ...usual, target: { ...usual.target, stamps: { import: 'import_job_id' } } };
  expect(toDataPackage(definitionOf(stamped)).omitted).toEqual([]);
  const named = { ...usual, target: { ...usual.target, stamps: { import: 'run' } } };
  expect(toDataPackage(definitionOf(named)).omitted).toEqual(['target']);
});

test('every option of files is in the dialect, or named as left out', () => {
  const file = {
    ...{ encoding: 'utf-8', delimiter: ',', quote: 'none', escape: 'none', comment: 'none', headerRow: 'auto' },
    ...{ headerRows: 2, skipRows: 2, skipFooter: 1, allowShortRows: true, skipRepeatedHeaders: true, skipTotals: true },
    ...{ decimalMark: ',', dateOrder: 'DMY', sheet: 'A', strict: true },
  };
  expect(Object.keys(file).sort()).toEqual(Object.keys(fileOptions.shape).sort());
  const definition = definitionOf(editedOrders({ file }));
  const left = toDataPackage(definition).omitted.filter((path) => path.startsWith('file.'));
  const kept = Object.keys(again(definition).file ?? {});
  // Whether headers are detected is what a package says by leaving them out.
  expect([...left.map((path) => path.slice(5)), ...kept, 'headerRow'].sort()).toEqual(Object.keys(file).sort());
});

test('a text is the one that was given, with its comments, in the format in which it was given', () => {
  const definition = definitionOf(editedOrders());
  const source = `# Lines of orders\n${JSON.stringify(editedOrders())}`;
  expect(definitionText({ source, format: 'yaml', definition }, 'yaml')).toBe(source);
  const asJson = definitionText({ source, format: 'yaml', definition }, 'json');
  expect(JSON.parse(asJson)).toEqual(definition);
  const asYaml = definitionText({ source: asJson, format: 'json', definition }, 'yaml');
  expect(parse(asYaml)).toEqual(definition);
  expect(readDefinition(asYaml).definition).toEqual(definition);
});

test('a text that was a package is the definition that it became', () => {
  const source = JSON.stringify(toDataPackage(definitionOf(editedOrders())).value);
  const definition = readDefinition(source).definition as Definition;
  for (const format of ['json', 'yaml'] as const) {
    const given = format === 'json' ? source : 'resources:\n  - name: trees\n';
    expect(parse(definitionText({ source: given, format, definition }, format))).toEqual(definition);
  }
  const text = JSON.parse(definitionText({ source, format: 'json', definition }, 'datapackage'));
  expect(text.sluice).toEqual({ importer: 'order-lines', omitted: [] });
  expect(readDefinition(JSON.stringify(text)).definition).toEqual(definition);
});
