import { expect, it } from 'vitest';
import { editText, readText } from './edit-text.ts';
import { appended, without } from './list-edits.ts';

const text = `name: trees # of the city
checks:
  - { expr: "a > 1", code: SMALL, message: too small } # since May
`;
const read = (source: string) => readText(source, 'yaml').value as Record<string, unknown>;
const check = { lower: 'a', upper: 'b', code: 'ORDER', message: 'm' };

it('adds items to lists and takes them away, and everything else stays as it stands', () => {
  const two = editText(text, 'yaml', appended(read(text), 'checks', check));
  expect(two).toContain('message: too small } # since May');
  expect(read(two).checks).toEqual([{ expr: 'a > 1', code: 'SMALL', message: 'too small' }, check]);
  const one = editText(two, 'yaml', without(read(two), 'checks', 0));
  expect(read(one)).toEqual({ name: 'trees', checks: [check] });
  const none = editText(one, 'yaml', without(read(one), 'checks', 0));
  expect(read(none)).toEqual({ name: 'trees' });
  const lookup = { fields: ['a'], table: 't', by: ['x'], value: 'id', store: 'a_id' };
  const looked = editText(none, 'yaml', appended(read(none), 'lookups', lookup));
  expect(read(looked)).toEqual({ name: 'trees', lookups: [lookup] });
});
