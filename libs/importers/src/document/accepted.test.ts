import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../compile.ts';
import { type FieldType, fieldTypes } from './field-types.ts';
import { readDefinition } from './read-definition.ts';

const value = fc.oneof(
  fc.constantFrom<unknown>('', ' a ', 'a', 'AB', '1', '-1,5', '1.234,5', '12 EUR', '1e400', 'yes', 'no', 'TRUE'),
  fc.constantFrom<unknown>(
    '2024-03-01',
    '03/04/2024',
    '1. März 2024',
    '01.03.24',
    '2024-13-01',
    '2024',
    '2024-03',
    'now',
  ),
  fc.constantFrom<unknown>(
    '09:30:00',
    '9:30 PM',
    '2024-03-01T09:30:00Z',
    '2024-03-31T02:30:00',
    'P1M',
    'PT1H',
    '13.4,52.5',
  ),
  fc.constantFrom<unknown>(
    '{"a": 1}',
    '[1, 2]',
    '{"type":"Point","coordinates":[1,2]}',
    'a@example.com',
    'urn:a',
    'YQ==',
  ),
  fc.constantFrom<unknown>(0, 1, -7, 2.5, 1e21, 255, true, false, null, [], [1, 'a'], ['a,b'], [13.4, 52.5], { a: 1 }),
);
/** Mostly absent, so that some definitions are right. */
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const formats = fc.constantFrom(
  'any',
  'email',
  'uri',
  'binary',
  'array',
  'object',
  '%d.%m.%y',
  '%d. %B %Y',
  '%H:%M',
  '%Y-%m-%d %I %p %M',
);

/** Fields of every type, with bounds, allowed values and the like that may or may not be right. */
const fields = fc.record({
  type: fc.constantFrom(...(Object.keys(fieldTypes) as FieldType[])),
  format: optional(formats),
  ...{ decimalChar: optional(fc.constantFrom(',', '.')), groupChar: optional(fc.constantFrom('.', ' ')) },
  ...{ bareNumber: optional(fc.boolean()), delimiter: optional(fc.constantFrom(';', '|')) },
  itemType: optional(fc.constantFrom('integer', 'date')),
  trueValues: optional(fc.constant(['yes'])),
  categories: optional(fc.array(fc.constantFrom('a', 'AB', 1, 2), { maxLength: 2 })),
  constraints: optional(
    fc.record({
      ...{ minimum: optional(value), maximum: optional(value), exclusiveMinimum: optional(value) },
      ...{
        minLength: optional(fc.nat(3)),
        maxLength: optional(fc.nat(9)),
        enum: optional(fc.array(value, { minLength: 1, maxLength: 2 })),
      },
      pattern: optional(fc.constantFrom('[a-z]*', '\\p{Lu}{1,900}', '.{900}', '((a{9}){9}){9}')),
    }),
  ),
});
const columns = fc.record({
  ...{ default: optional(value), synonyms: optional(fc.dictionary(fc.constantFrom('x', 'y'), value)) },
  ...{ transform: optional(fc.constantFrom(['upper'], ['trim', 'lower'])), ignoreCase: optional(fc.boolean()) },
  ...{ locale: optional(fc.constantFrom('de', 'tlh')), timezone: optional(fc.constantFrom('Europe/Berlin', 'UTC')) },
  sqlType: optional(fc.constantFrom('tinyint unsigned', 'decimal(5,2)', 'varchar(3)')),
  json: optional(fc.constant('any')),
  list: optional(fc.record({ distinct: fc.boolean(), maxItemLength: fc.constant(1) })),
});

test('what check accepts can be compiled, whatever values its fields have', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fields, columns, (field, column) => {
      const document = { name: 'a', target: { table: 'a', manage: 'create' }, columns: { f: column } };
      const { definition } = readDefinition(
        JSON.stringify({ ...document, schema: { fields: [{ name: 'f', ...field }] } }),
      );
      if (!definition) return;
      accepted += 1;
      expect(() => compile(definition)).not.toThrow();
    }),
    runs(1_500),
  );
  expect(accepted).toBeGreaterThan(30);
});
