import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { MIGRATIONS, migrateDatabase } from '../migrate.ts';

/** The tables that record which migrations were applied. */
const JOURNALS = ['__drizzle_migrations', '__migration_progress'];

/**
 * Creates the newest schema in the new, empty database at `url`. Every suite has its own database, and running all migrations
 * takes most of a second, so only the first suite runs them; the others copy the resulting tables.
 */
export async function createSchema(connection: Connection, url: string): Promise<void> {
  const file = path.join(tmpdir(), `sluice-tables-${await fingerprint(connection)}.sql`);
  const known = readIfThere(file);
  if (known !== undefined) {
    await connection.query(known);
    return;
  }
  await migrateDatabase(url);
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, await dump(connection));
  renameSync(draft, file);
}

/** A hash of the migrations and the server version, which together determine the schema. */
async function fingerprint(connection: Connection): Promise<string> {
  const [[server]] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
  const hash = createHash('sha256').update(String(server?.version));
  for (const name of readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(sql|json)$/.test(name)) hash.update(name).update(readFileSync(path.join(MIGRATIONS, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** A CREATE TABLE statement for every table, and the rows of the journals. */
async function dump(connection: Connection): Promise<string> {
  const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES');
  const statements = ['SET SESSION foreign_key_checks = 0'];
  for (const name of tables.flatMap((row) => Object.values(row))) {
    const [[created]] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??', [name]);
    statements.push(String(created?.['Create Table']));
  }
  for (const journal of JOURNALS) {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT * FROM ??', [journal]);
    for (const row of rows) statements.push(connection.format('INSERT INTO ?? SET ?', [journal, row]));
  }
  return `${statements.join(';\n')};\n`;
}
