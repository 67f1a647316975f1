import { expect, it } from 'vitest';
import { snakeCase } from './index.ts';

it.each([
  ['id', 'id'],
  ['validFrom', 'valid_from'],
  ['importJobId', 'import_job_id'],
])('shows the column %s as %s', (name, outside) => {
  expect(snakeCase(name)).toBe(outside);
});
