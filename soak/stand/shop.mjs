// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { parse } from 'yaml';
import { ROOT } from '../../scripts/paths.mjs';
import { machinesDefinition, SHOP } from '../files/shop-tables.mjs';

/** @import { Client } from './client.mjs' */

const FIXTURES = path.join(ROOT, 'test/fixtures');

/** Those of existing tables, first those to which others refer. */
const IMPORTERS = ['countries', 'customers', 'products', 'orders', 'order-lines', 'stock-moves'];

/** Which tables of the shop importers may write to, and whose rows they hold. */
export const SHOP_TARGETS = IMPORTERS.map((name) => {
  return `${SHOP}.${name.replace('-', '_')}:${name === 'countries' ? 'shared' : 'account_id'}`;
}).join(', ');

/** Makes the tables of another application. @param {string} url of the server */
export async function makeShop(url) {
  const connection = await mysql.createConnection({ uri: url, multipleStatements: true });
  await connection.query(
    `CREATE DATABASE ${SHOP}; USE ${SHOP}; ${readFileSync(path.join(FIXTURES, 'shop.sql'), 'utf8')}`,
  );
  await connection.end();
}

/** Stores importers for them, and one whose table Sluice makes, for every account. @param {Client} client */
export async function saveImporters(client) {
  const definitions = IMPORTERS.map((name) => {
    const text = readFileSync(path.join(FIXTURES, `shop/${name}.yaml`), 'utf8');
    return parse(text.replaceAll('shop.', `${SHOP}.`));
  });
  for (const json of [...definitions, machinesDefinition]) {
    const { status, bytes } = await client.send('POST /importers', { role: 'operator', json });
    if (status !== 201) throw new Error(`POST /importers: ${status} ${bytes}`);
  }
}
