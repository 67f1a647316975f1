import { describe, expect, it } from 'vitest';
import { fieldWrongInAll } from './shared-error.ts';

const row = (number: number, ...fields: (string | null)[]) => ({
  row: number,
  line: number,
  values: {},
  errors: fields.map((field) => ({ field, code: 'NOT_IN_LIST', value: 'IT', error: 'is not one of them' })),
});

describe('a field that is wrong in every row', () => {
  it('is named, whatever else is wrong', () => {
    expect(fieldWrongInAll([row(2, 'name', 'type'), row(3, 'type')] as never)).toBe('type');
  });

  it('is none where one row is right, or all are wrong in different ways', () => {
    expect(fieldWrongInAll([row(2, 'type'), row(3)] as never)).toBeUndefined();
    expect(fieldWrongInAll([row(2, 'type'), row(3, 'name')] as never)).toBeUndefined();
    expect(fieldWrongInAll([row(2, null), row(3, null)] as never)).toBeUndefined();
  });

  it('says nothing of a single row, or of none', () => {
    expect(fieldWrongInAll([row(2, 'type')] as never)).toBeUndefined();
    expect(fieldWrongInAll([])).toBeUndefined();
  });
});
