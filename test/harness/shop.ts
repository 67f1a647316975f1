import { readdirSync, readFileSync } from 'node:fs';
import { createEmptyDatabase } from '@sluice/db/testing';
import { type Definition, readDefinition } from '@sluice/importers/document';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Called, call } from './http.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const SQL = readFileSync(new URL('shop.sql', FIXTURES), 'utf8');

/** Whose rows its tables hold. */
const tables = {
  ...{ countries: 'shared', customers: 'account_id', products: 'account_id' },
  ...{ orders: 'account_id', order_lines: 'account_id', stock_moves: 'account_id' },
};

/** The text of each definition, by the name of its importer. */
const texts = new Map(
  readdirSync(new URL('shop/', FIXTURES)).map((file) => [
    file.replace('.yaml', ''),
    readFileSync(new URL(`shop/${file}`, FIXTURES), 'utf8'),
  ]),
);
export const shopImporters: readonly string[] = [...texts.keys()];

export interface Shop {
  /** The database that it is in; definitions and rules name it instead of `shop`. */
  readonly schema: string;
  readonly url: string;
  /** IMPORT_TARGETS with all of its tables. */
  readonly rules: string;
  /** The text of an importer's definition. */
  readonly text: (importer: string) => string;
  readonly definition: (importer: string) => Definition;
  readonly drop: () => Promise<void>;
}

/** The database of test/fixtures/shop.sql, without rows, and the importers of its tables. */
export async function createShop(serverUrl: string): Promise<Shop> {
  const { url, drop } = await createEmptyDatabase(serverUrl);
  const schema = new URL(url).pathname.slice(1);
  const connection = await mysql.createConnection({ uri: url, multipleStatements: true });
  await connection.query(SQL);
  await connection.end();
  const text = (importer: string): string => (texts.get(importer) ?? '').replaceAll('shop.', `${schema}.`);
  const rules = Object.entries(tables).map(([table, whose]) => `${schema}.${table}:${whose}`);
  return { schema, url, rules: rules.join(', '), text, definition: (name) => definitionOf(text(name)), drop };
}

/** A shop for all tests of a file. Pass its `env` to `useSuite`, below. */
export function useShop(): { readonly env: Readonly<Record<string, string>>; readonly shop: Shop } {
  let shop: Shop | undefined;
  const env: Record<string, string> = {};
  beforeAll(async () => {
    shop = await createShop(process.env.DATABASE_URL ?? '');
    env.IMPORT_TARGETS = shop.rules;
  });
  afterAll(() => shop?.drop());
  return {
    env,
    get shop() {
      if (!shop) throw new Error('the shop has not been made');
      return shop;
    },
  };
}

/** Stores the importers of all tables, for every account: first those to which others refer. */
export async function saveShopImporters(suite: Called, shop: Shop): Promise<void> {
  for (const importer of Object.keys(tables).map((table) => table.replace('_', '-'))) {
    const headers = { 'content-type': 'application/yaml' };
    const options = { account: 'shop', role: 'operator', headers, body: shop.text(importer) } as const;
    const saved = await call(suite, 'POST /api/v1/importers', options);
    expect([saved.status, saved.json.fields]).toEqual([201, undefined]);
  }
}

/** @throws Error if the text is no definition */
export function definitionOf(text: string): Definition {
  const { definition, problems } = readDefinition(text);
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}
