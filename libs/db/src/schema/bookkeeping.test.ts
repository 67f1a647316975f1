import { bookkeepingTables } from '@sluice/core';
import { getTableName, is } from 'drizzle-orm';
import { MySqlTable } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import * as schema from './index.ts';

it("refuses every table of Sluice's schema as the target of imports, but those of the shipped importers", () => {
  const tables: string[] = Object.values(schema).flatMap((one) => (is(one, MySqlTable) ? [getTableName(one)] : []));
  const own = [...bookkeepingTables, 'assets', 'contacts'];
  expect(
    tables.filter((name) => !own.includes(name)),
    'add these to libs/core/src/import-targets.ts',
  ).toEqual([]);
  // Those of migrations are not in the schema.
  const unknown = own.filter((name) => !tables.includes(name) && !name.startsWith('__'));
  expect(unknown, 'remove these from libs/core/src/import-targets.ts').toEqual([]);
});
