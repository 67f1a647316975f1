import { describe, expect, it } from 'vitest';
import { ImportTargets, parseTargetRules } from './import-targets.ts';

const DATABASE_URL = 'mysql://user:secret@localhost:3306/sluice?ssl-mode=REQUIRED';
const targets = (rules: string, more: { IMPORT_CREATE_SCHEMA?: string } = {}) =>
  new ImportTargets({ DATABASE_URL, IMPORT_TARGETS: parseTargetRules(rules), ...more });
const shop = targets('shop.order_lines:account_id, shop.countries:shared, notes:tenant');

describe('IMPORT_TARGETS', () => {
  it('says whose rows a table holds', () => {
    expect(shop.ruleOf({ schema: 'shop', table: 'order_lines' })?.account).toBe('account_id');
    const countries = shop.ruleOf({ schema: 'shop', table: 'countries' });
    expect(countries).toEqual({ schema: 'shop', table: 'countries', account: undefined });
  });

  it('allows no other table, nor one whose name differs in case', () => {
    for (const table of ['orders', 'Order_Lines', 'order_lines ', 'ORDER_LINES']) {
      expect(shop.ruleOf({ schema: 'shop', table })).toBeUndefined();
    }
    expect(shop.ruleOf({ schema: 'Shop', table: 'order_lines' })).toBeUndefined();
    expect(shop.ruleOf({ table: 'order_lines' })).toBeUndefined();
  });

  it("means Sluice's own database where there is no schema, which may also be named", () => {
    expect(shop.ruleOf({ table: 'notes' })?.account).toBe('tenant');
    expect(shop.ruleOf({ schema: 'sluice', table: 'notes' })?.account).toBe('tenant');
    expect(shop.ruleOf({ schema: 'shop', table: 'notes' })).toBeUndefined();
  });

  it.each(['assets', 'contacts'])('always allows %s, with its account', (table) => {
    expect(targets('a.b:c').ruleOf({ table })?.account).toBe('account_id');
    expect(shop.ruleOf({ schema: 'shop', table })).toBeUndefined();
  });

  it.each(['documents:shared', 'sluice.documents:account_id', 'SLUICE.Documents:a', 'assets:shared', 'audit_events:x'])(
    'is refused if it names a table of Sluice itself: %s',
    (rule) => expect(() => targets(rule)).toThrow(/^IMPORT_TARGETS names .*, a table of Sluice itself/),
  );

  it('never allows the tables that Sluice keeps, in any case', () => {
    for (const table of ['documents', 'Documents', '__drizzle_migrations', 'account_locks']) {
      expect(shop.ruleOf({ table })).toBeUndefined();
      expect(shop.ruleOf({ schema: 'sluice', table })).toBeUndefined();
    }
  });

  it.each([
    '',
    'shop.lines',
    'shop.lines:',
    ':account_id',
    'a.b.c:d',
    'shop.lines:a:b',
    'shop.`lines`:a',
    'shop.li nes:a',
    'mysql.user:shared',
    'Information_Schema.tables:shared',
    'shop.lines:a, shop.Lines:b',
    `shop.${'x'.repeat(65)}:shared`,
    'a.b:c,',
  ])('is not %s', (text) => expect(parseTargetRules(text)).toBeUndefined());
});

describe('tables that Sluice makes', () => {
  it('are in its own database, or in that of IMPORT_CREATE_SCHEMA, by their prefix, with the account', () => {
    const table = 'data_trees';
    expect(shop.ruleOf({ table })?.account).toBe('account_id');
    expect(shop.ruleOf({ schema: 'shop', table })).toBeUndefined();
    const other = targets('a.b:c', { IMPORT_CREATE_SCHEMA: 'made' });
    expect(other.ruleOf({ schema: 'made', table })?.account).toBe('account_id');
    expect(other.ruleOf({ table })).toBeUndefined();
    expect(other.ruleOf({ schema: 'made', table: 'trees' })).toBeUndefined();
  });

  it('hold what IMPORT_TARGETS says if it names them', () => {
    expect(targets('data_trees:owner').ruleOf({ table: 'data_trees' })?.account).toBe('owner');
  });
});
