import type { Connection, RowDataPacket } from 'mysql2/promise';
import { listDifferences } from '../check.ts';
import type { Row, Shop } from './sheet.ts';
import { sheets } from './sheets.ts';

/** The first differences between the tables that an account sees and what they should have. */
export async function shopDifferences(connection: Connection, account: string, shop: Shop): Promise<string[]> {
  const differences: string[] = [];
  for (const { importer, select } of sheets) {
    const [rows] = await connection.query<RowDataPacket[]>(select, [account]);
    const texts = (all: Iterable<Row>) =>
      [...all].map((row) => `${importer} ${JSON.stringify(Object.entries(row).sort())}`).sort();
    differences.push(...listDifferences(texts(rows as unknown as Row[]), texts(shop[importer]?.values() ?? [])));
  }
  return differences;
}
