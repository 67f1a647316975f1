import { expect, it } from 'vitest';
import { remedyOf } from './remedies.ts';

it.each([
  ['DATE_ORDER_UNKNOWN', 'reading'],
  ['TOO_FEW_CELLS', 'reading'],
  ['NOT_JSON', 'columns'],
  ['DATE_INVALID', 'columns'],
  ['NOT_IN_LIST', 'review'],
  ['ALREADY_EXISTS', 'start'],
  ['NOT_IN_TABLE', 'start'],
  ['NOT_FOUND_IN_TABLE', undefined],
  ['REQUIRED', undefined],
  ['PATTERN_MISMATCH', undefined],
])('errors with the code %s lead to the step %s', (code, step) => {
  expect(remedyOf(code)?.step).toBe(step);
});
