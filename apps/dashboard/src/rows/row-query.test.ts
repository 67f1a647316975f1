import { expect, it } from 'vitest';
import { queryOf } from './row-query.ts';

it.each([
  [{}, {}],
  [{ column: 'sku', value: 'A-1' }, { 'key.sku': 'A-1' }],
  [{ column: 'name', value: 'Sofa' }, { 'column.name': 'Sofa' }],
  [{ column: 'name' }, {}],
  [
    { import: 'id', q: 'x', sort: '-key', cursor: 'c' },
    { import_id: 'id', q: 'x', sort: '-key', cursor: 'c' },
  ],
])('asks for the rows of the address %j', (asked, query) => {
  expect(queryOf(asked, ['sku', 'shop'])).toEqual({ limit: 50, sort: 'key', ...query });
});
