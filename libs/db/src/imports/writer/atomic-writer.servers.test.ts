import { newId } from '@sluice/core';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { contacts, documents } from '../../schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { createImport, importWork } from '../work.ts';
import { AtomicWriter } from './atomic-writer.ts';
import type { ImportBatch } from './batch.ts';

const ROWS = 500;
const BATCHES = 40;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
});
afterAll(() => database.drop());

function batch(batchNo: number): ImportBatch {
  const first = 2 + batchNo * ROWS;
  const rows = Array.from({ length: ROWS }, (_, at) => first + at);
  const lines = rows.map((row) => `${row}\t${row}\t${row}@example.com\t${'n'.repeat(200)}\n`).join('');
  return {
    ...{
      batchNo,
      firstRow: first,
      lastRow: first + ROWS - 1,
      rowCount: ROWS,
      goodRows: ROWS,
      failedRows: 0,
      asks: false,
    },
    ...{ lines: [Buffer.from(lines)], generated: undefined, highestGiven: 0, rejects: [] },
  };
}

it('needs no more room in the staging table for the last batch of a transaction than for the first', async ({
  skip,
}) => {
  const { db, url } = database;
  const admin = await mysql.createConnection(url);
  onTestFinished(() => admin.end());
  const [[server]] = await admin.query<RowDataPacket[]>('SELECT version() AS version');
  skip(/mariadb/i.test(server?.version), 'MariaDB does not report the size of a temporary table');
  const docId = newId();
  const accountId = 'one';
  await db.insert(documents).values({ docId, accountId, originalFilename: 'a', contentType: 'text/csv', s3Key: 'k' });
  // A key that exists leaves the direct mode.
  await db.insert(contacts).values({ accountId, email: '2@example.com', name: 'old' });
  const jobId = await createImport(db, { accountId, importer: 'contacts', docId, options: {}, traceId: newId() });
  await importWork.claim(db, jobId, ROWS);
  const writer = await AtomicWriter.open({
    db,
    target: {
      ...{ table: { name: 'contacts' }, key: ['email'], account: { column: 'account_id', id: accountId }, jobId },
      ...{
        stamps: { import: 'import_job_id' },
        onDuplicate: 'update',
        onNew: 'insert',
        constants: {},
        checks: [],
        lacks: [],
      },
      ...{ constraints: { uniques: [], references: [], checks: [] }, refuses: false },
      columns: [
        {
          ...{ name: 'email', field: 'email', clearOnUpdate: false },
          sqlType: 'varchar(254) character set utf8mb4 collate utf8mb4_bin',
        },
        { name: 'name', field: 'name', sqlType: 'varchar(255)', clearOnUpdate: false },
      ],
    },
    keys: undefined,
    fence: { jobId, attempt: 1 },
    signal: new AbortController().signal,
    onWait: () => {},
  });
  const bytes = async (): Promise<number> => {
    const [[row]] = await admin.query<RowDataPacket[]>(
      `SELECT sum(SIZE) AS bytes FROM information_schema.INNODB_SESSION_TEMP_TABLESPACES WHERE ID = IS_USED_LOCK(?)`,
      [`sluice.${jobId}.0`],
    );
    return Number(row?.bytes);
  };
  const sizes: number[] = [];
  for (let at = 0; at < BATCHES; at++) {
    expect(await writer.write(batch(at))).toBe(true);
    sizes.push(await bytes());
  }
  await writer.commit();
  writer.close();
  expect(sizes[2]).toBeGreaterThan(0);
  expect(sizes.at(-1)).toBe(sizes[2]);
  expect(await importWork.get(db, jobId)).toMatchObject({ insertedRows: ROWS * BATCHES - 1, updatedRows: 1 });
});
