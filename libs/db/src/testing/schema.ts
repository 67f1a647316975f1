import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { MIGRATIONS, migrateDatabase } from '../migrate.ts';

/** The journal of drizzle's migrations, with the rows that say which have run. */
const JOURNAL = '__drizzle_migrations';

/**
 * Gives the new, empty database at `url` the newest schema. Every suite has a database of its own, and all migrations cost
 * most of a second: only the first suite runs them, the others repeat the tables that came of it.
 */
export async function createSchema(connection: Connection, url: string): Promise<void> {
  const file = path.join(tmpdir(), `sluice-schema-${await fingerprint(connection)}.sql`);
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

/** Of the migrations and the server: another of either makes another schema. */
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

/** Every table as a statement, and the rows of the journal. */
async function dump(connection: Connection): Promise<string> {
  const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES');
  const statements = ['SET SESSION foreign_key_checks = 0'];
  for (const name of tables.flatMap((row) => Object.values(row))) {
    const [[created]] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??', [name]);
    statements.push(String(created?.['Create Table']));
  }
  const [journal] = await connection.query<RowDataPacket[]>('SELECT * FROM ??', [JOURNAL]);
  for (const row of journal) statements.push(connection.format('INSERT INTO ?? SET ?', [JOURNAL, row]));
  return `${statements.join(';\n')};\n`;
}
