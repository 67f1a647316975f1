import { expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { readCell } from '../testing/index.ts';
import { synonymFaults, withSynonyms } from './added-synonyms.ts';
import { readDefinition } from './read-definition.ts';

const { definition } = readDefinition(`
name: things
target: { table: data_things, manage: create }
schema:
  missingValues: ["", "n/a"]
  fields:
    - { name: kind, type: string, constraints: { enum: [inventory, other] } }
    - { name: count, type: integer }
    - { name: is_new, type: boolean }
    - { name: note, type: string }
columns:
  kind: { synonyms: { Misc: other }, ignoreCase: true }
`);
if (!definition) throw new Error('the definition is wrong');

const typeOf = (name: string, added: Parameters<typeof withSynonyms>[1]) => {
  const column = compile(withSynonyms(definition, added)).columns.find((one) => one.name === name);
  if (!column) throw new Error(`no column ${name}`);
  return column.type;
};
const faultsOf = (added: Parameters<typeof withSynonyms>[1]) =>
  synonymFaults(definition, added).map(({ field, text, message }) => [field, text, message]);

it('reads the texts that were added, and replaces what the definition says of them', () => {
  const added = {
    kind: { Möbel: 'inventory', Misc: 'inventory' },
    count: { none: '0' },
    is_new: { jawohl: 'true' },
    note: { '?': 'unknown' },
  };
  expect(synonymFaults(definition, added)).toEqual([]);
  const kind = typeOf('kind', added);
  expect(['möbel', 'misc', 'other', 'sofa'].map((text) => readCell(kind, text))).toEqual([
    ...['inventory', 'inventory', 'other', 'NOT_IN_LIST'],
  ]);
  expect(readCell(typeOf('count', added), 'none')).toBe('0');
  expect(readCell(typeOf('is_new', added), 'jawohl')).toBe('1');
  expect(readCell(typeOf('note', added), '?')).toBe('unknown');
  expect(definition.columns?.kind?.synonyms).toEqual({ Misc: 'other' });
});

it('leaves a definition alone to which nothing is added', () => {
  expect(withSynonyms(definition, {})).toBe(definition);
  expect(synonymFaults(definition, undefined)).toEqual([]);
});

it('refuses values that a field cannot have, and fields that the definition lacks', () => {
  const added = {
    kind: { Möbel: 'inventory', Sofa: 'furniture' },
    count: { many: 'lots' },
    knd: { rot: 'other' },
    ...JSON.parse('{ "__proto__": { "a": "b" } }'),
  };
  expect(faultsOf(added)).toEqual([
    ['kind', 'Sofa', '"furniture" is not one of inventory, other.'],
    ['count', 'many', expect.stringContaining('"lots"')],
    ['knd', undefined, 'The schema has no field "knd". Did you mean "kind"?'],
    ['__proto__', undefined, expect.stringContaining('no field "__proto__"')],
  ]);
});

it('refuses texts that the field reads already, and those that are blank', () => {
  const added = {
    kind: { OTHER: 'inventory', ' ': 'other', ' n/a ': 'other' },
    count: { '007': '8', x: ' ' },
    note: { a: 'b' },
  };
  expect(faultsOf(added)).toEqual([
    ['kind', 'OTHER', '"OTHER" is a value of kind already. Only a text that the field cannot have may mean another.'],
    ['kind', ' ', '"" is a blank cell, which cannot mean a value.'],
    ['kind', ' n/a ', '"n/a" is a blank cell, which cannot mean a value.'],
    ['count', '007', expect.stringContaining('"007" is a value of count already')],
    ['count', 'x', expect.stringContaining('A blank is not a value.')],
  ]);
});
