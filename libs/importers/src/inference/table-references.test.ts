import type { TableDescription } from '@sluice/core';
import { expect, test } from 'vitest';
import { foreignKeysOf } from './table-references.ts';

const table: TableDescription = {
  ...{ schema: 'shop', name: 'nodes', engine: 'InnoDB', columns: [], indexes: [], checks: [], triggers: [] },
  foreignKeys: [
    {
      name: 'of_parent',
      columns: ['account', 'parent_code'],
      references: { schema: 'shop', table: 'nodes', columns: ['account', 'node_code'] },
    },
    { name: 'of_id', columns: ['parent_id'], references: { schema: 'shop', table: 'nodes', columns: ['id'] } },
  ],
};

test('a foreign key to the table itself has no resource, if its columns have fields', () => {
  const fields = [
    { name: 'code', column: { name: 'node_code' } },
    { name: 'parent', column: { name: 'parent_code' } },
    { name: 'parent_id', column: { name: 'parent_id' } },
  ] as unknown as Parameters<typeof foreignKeysOf>[1];
  const { foreignKeys, warnings } = foreignKeysOf(table, fields, 'account', []);
  expect(foreignKeys).toEqual([{ fields: ['parent'], reference: { fields: ['code'] } }]);
  expect(warnings).toMatchObject([{ code: 'FOREIGN_KEY', message: expect.stringContaining('of_id') }]);
});
