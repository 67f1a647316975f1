import { expect, it } from 'vitest';
import { directionOf, nextSort } from './sort.ts';

it.each([
  ['-created_at', 'created_at', 'descending', 'created_at'],
  ['created_at', 'created_at', 'ascending', '-created_at'],
  ['-created_at', 'doc_name', 'none', 'doc_name'],
])('a list sorted by %s shows at %s that it is %s, and is sorted by %s next', (sort, name, direction, next) => {
  expect([directionOf(sort, name), nextSort(sort, name, 'ascending')]).toEqual([direction, next]);
});

it('a column of sizes is sorted from the largest first', () => {
  expect(nextSort('doc_name', 'file_size', 'descending')).toBe('-file_size');
});
