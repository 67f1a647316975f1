import { expect, test } from 'vitest';
import { membersAt } from './json-schema.ts';
import { similarName } from './similar-name.ts';

test.each([
  ['header_row', ['headerRows', 'headerRow'], 'headerRow'],
  ['stauts', ['state', 'status'], 'status'],
  ['requird', ['unique', 'required'], 'required'],
  ['alias', ['aliases'], 'aliases'],
  ['owner', ['name', 'title'], undefined],
  ['ab', ['cd'], undefined],
  ['a'.repeat(1_000_000), ['a'.repeat(20)], undefined],
])('%.20s among %j', (text, names, similar) => expect(similarName(text, names)).toBe(similar));

test.each([
  [[], 'target'],
  [['schema', 'fields', 3, 'constraints'], 'minLength'],
  [['columns', 'any field', 'list'], 'delimiters'],
  [['checks', 0], 'expr'],
  [['target', 'stamps'], 'created'],
])('the members at %j are known', (path, name) => expect(membersAt(path)).toContain(name));
