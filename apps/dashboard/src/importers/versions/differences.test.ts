import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differences } from './differences.ts';

const before = {
  title: 'Parts',
  target: { table: 'parts', manage: 'create' },
  schema: {
    primaryKey: ['no', 'line'],
    fields: [
      { name: 'no', type: 'string', constraints: { maxLength: 10, required: true } },
      { name: 'line', type: 'integer' },
      { name: 'kind', constraints: { enum: ['a', 'b'] } },
      { name: 'old', type: 'date' },
    ],
  },
  checks: [
    { expr: 'x', code: 'X', message: 'm' },
    { lower: 'a', upper: 'b', code: 'RANGE', message: 'm' },
  ],
};

it('calls fields by their names, and lists what was added, removed and changed', () => {
  const after = {
    ...before,
    title: 'Spare parts',
    file: { headerRow: 2 },
    schema: {
      primaryKey: ['line', 'no'],
      fields: [
        { name: 'line', type: 'integer' },
        { name: 'no', type: 'string', constraints: { required: true, maxLength: 20 } },
        { name: 'kind', constraints: { enum: ['b', 'c'] } },
        { name: 'new price', type: 'number' },
      ],
    },
    checks: [{ lower: 'a', upper: 'b', code: 'ORDER', message: 'm' }],
  };
  expect(differences(before, after)).toEqual([
    { path: 'title', kind: 'changed', before: 'Parts', after: 'Spare parts' },
    { path: 'schema.primaryKey', kind: 'changed', before: ['no', 'line'], after: ['line', 'no'] },
    { path: 'schema.fields.no.constraints.maxLength', kind: 'changed', before: 10, after: 20 },
    { path: 'schema.fields.kind.constraints.enum', kind: 'removed', before: 'a' },
    { path: 'schema.fields.kind.constraints.enum', kind: 'added', after: 'c' },
    { path: 'schema.fields.old', kind: 'removed', before: { name: 'old', type: 'date' } },
    { path: 'schema.fields."new price"', kind: 'added', after: { name: 'new price', type: 'number' } },
    {
      path: 'schema.fields',
      kind: 'reordered',
      before: ['no', 'line', 'kind', 'old'],
      after: ['line', 'no', 'kind', 'new price'],
    },
    { path: 'checks[0].expr', kind: 'removed', before: 'x' },
    { path: 'checks[0].code', kind: 'changed', before: 'X', after: 'ORDER' },
    { path: 'checks[0].lower', kind: 'added', after: 'a' },
    { path: 'checks[0].upper', kind: 'added', after: 'b' },
    { path: 'checks[1]', kind: 'removed', before: before.checks[1] },
    { path: 'file', kind: 'added', after: { headerRow: 2 } },
  ]);
});

it('finds none between equal definitions, in whatever order their members are, and one between others', () => {
  const value = fc.jsonValue();
  fc.assert(
    fc.property(value, (one) => {
      expect(differences(one, structuredClone(one))).toEqual([]);
    }),
  );
  fc.assert(
    fc.property(value, value, (one, other) => {
      const isEqual = normal(one) === normal(other);
      expect(differences(one, other).length === 0).toBe(isEqual);
    }),
  );
  expect(differences({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
});

/** Members sorted by hand, one by one. */
function normal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(normal)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${normal(part)}`);
  return `{${entries.sort()}}`;
}
