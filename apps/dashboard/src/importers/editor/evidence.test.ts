import { expect, it } from 'vitest';
import { fieldsOf } from '../definition/definition.ts';
import { evidenceOf, sureness } from './evidence.ts';
import { boundOf } from './form-context.ts';
import { outcomeOf } from './outcome-of.ts';

it('finds what a file shows about a field, also after it was renamed', () => {
  const column = (field: string | null, header: string) => ({
    ...{ field, header, type: 'string', evidence: [], confidence: 1, examples: [] },
  });
  const columns = [column('no', 'No.'), column('Status', 'Status'), column(null, '')];
  const fields = fieldsOf({
    schema: { fields: [{ name: 'no' }, { name: 'state' }, { name: 'new' }] },
    columns: { state: { aliases: ['Status'] } },
  });
  expect(fields.map((field) => evidenceOf(columns, field)?.header)).toEqual(['No.', 'Status', undefined]);
  expect([0.95, 0.8, 0.5].map((one) => sureness(one).tone)).toEqual(['good', 'neutral', 'warn']);
});

it.each([
  ['12', 12],
  [' 1.5 ', 1.5],
  ['-3', -3],
  ['1.50', '1.50'],
  ['12345678901234567890', '12345678901234567890'],
  ['2024-01-01', '2024-01-01'],
  [' ', undefined],
])('stores the bound %j as %j', (text, value) => expect(boundOf(text)).toBe(value));

it('says in a sentence what a definition makes of a file', () => {
  const checked = { records: 400, is_whole: true, failed_records: 0, done_records: 0, causes: [] };
  const outcome = (given: object, refusal: object | null = null) =>
    outcomeOf({ checked: { ...checked, ...given }, refusal } as unknown as Parameters<typeof outcomeOf>[0]);
  expect(outcome({})).toBe('No errors in all 400 records.');
  expect(outcome({ failed_records: 1, is_whole: false })).toBe('1 of the first 400 records has errors.');
  expect(outcome({ records: 1 })).toBe('No errors in the only record.');
  expect(outcome({ records: 0 })).toBe('The file has no records.');
  expect(outcome({}, { message: 'The file has no key.' })).toBe('The file has no key.');
});
