import { expect, it } from 'vitest';
import { fieldsOf, rulesOf } from './definition.ts';

it('shows the fields of a definition with their keys and rules', () => {
  const fields = fieldsOf({
    schema: {
      primaryKey: 'no',
      uniqueKeys: [['ref'], ['kind', 'size']],
      fields: [
        { name: 'no', type: 'string' },
        { name: 'ref', constraints: { maxLength: 40, pattern: '[A-Z]+' } },
        { name: 'kind', type: 'string', constraints: { required: true, enum: ['a', 'b'] } },
        { name: 'size', type: 'number', constraints: { minimum: 0, exclusiveMaximum: '10' } },
      ],
    },
    columns: { no: { generate: { prefix: 'T-', digits: 4 } }, size: { default: 1 } },
  });
  expect(
    fields.map(({ name, type, isKey, isRequired, isUnique }) => [name, type, isKey, isRequired, isUnique]),
  ).toEqual([
    ['no', 'string', true, false, false],
    ['ref', 'any', false, false, true],
    ['kind', 'string', false, true, false],
    ['size', 'number', false, false, false],
  ]);
  expect(fields.map(rulesOf)).toEqual([
    ['generated, such as T-0001'],
    ['at most 40 characters', 'matches [A-Z]+'],
    ['one of a, b'],
    ['at least 0', 'less than 10', '1 if blank'],
  ]);
});

it.each([{}, { schema: null }, { schema: { fields: 'a' } }, { schema: { fields: [null, 3] }, columns: [] }])(
  'reads the unfinished definition %j',
  (definition) => expect(fieldsOf(definition).flatMap(rulesOf)).toEqual([]),
);
