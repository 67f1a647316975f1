import { expect, it } from 'vitest';
import { importSettings } from './importing.ts';
import { parseEnv } from './parse-env.ts';

it('allows no tables unless they are listed', () => expect(parseEnv(importSettings, {})).toEqual({}));

it('reads each table with the column of its account, or as shared', () => {
  const env = { IMPORT_TARGETS: 'shop.order_lines:account_id,  countries:shared', IMPORT_CREATE_SCHEMA: 'made' };
  expect(parseEnv(importSettings, env)).toEqual({
    IMPORT_TARGETS: [
      { schema: 'shop', table: 'order_lines', account: 'account_id' },
      { schema: undefined, table: 'countries', account: undefined },
    ],
    IMPORT_CREATE_SCHEMA: 'made',
  });
});

it('says what is expected of a list that it cannot read', () => {
  expect(() => parseEnv(importSettings, { IMPORT_TARGETS: 'shop.order_lines', IMPORT_CREATE_SCHEMA: 'a.b' })).toThrow(
    `Invalid settings:
  IMPORT_TARGETS is "shop.order_lines"; expected tables separated by commas, each once and with the column of the account or with shared, such as shop.order_lines:account_id, shop.countries:shared.
  IMPORT_CREATE_SCHEMA is "a.b"; expected the name of a database.`,
  );
});
