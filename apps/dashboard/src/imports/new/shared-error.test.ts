import { describe, expect, it } from 'vitest';
import { fieldWrongInAll } from './shared-error.ts';

const row = (number: number, ...fields: (string | null)[]) => ({
  row: number,
  line: number,
  values: {},
  errors: fields.map((field) => ({ field, code: 'NOT_IN_LIST', value: 'IT', error: 'is not one of them' })),
});

describe('a field with an error in every row', () => {
  it('is found among other errors', () => {
    expect(fieldWrongInAll([row(2, 'name', 'type'), row(3, 'type')] as never)).toBe('type');
  });

  it('is not found when one row is valid, or the rows fail in different fields', () => {
    expect(fieldWrongInAll([row(2, 'type'), row(3)] as never)).toBeUndefined();
    expect(fieldWrongInAll([row(2, 'type'), row(3, 'name')] as never)).toBeUndefined();
    expect(fieldWrongInAll([row(2, null), row(3, null)] as never)).toBeUndefined();
  });

  it('is not reported for fewer than two rows', () => {
    expect(fieldWrongInAll([row(2, 'type')] as never)).toBeUndefined();
    expect(fieldWrongInAll([])).toBeUndefined();
  });
});
