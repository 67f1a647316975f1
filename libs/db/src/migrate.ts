import { fileURLToPath } from 'node:url';
import { AppError, type Logger } from '@sluice/core';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import type { RowDataPacket } from 'mysql2/promise';
import { connectDirectly } from './client.ts';

/** The migrations folder. */
export const MIGRATIONS = fileURLToPath(new URL('../../../drizzle', import.meta.url));
const LOCK_WAIT_SECONDS = 120;

/**
 * Migrates the database to the newest schema. Any number of processes may call it concurrently: a named lock lets one
 * migrate while the others wait, and a killed process releases it with its connection.
 */
export async function migrateDatabase(url: string, logger?: Logger): Promise<void> {
  const connection = await connectDirectly(url);
  try {
    const [[database]] = await connection.query<RowDataPacket[]>(
      'SELECT DATABASE() AS name, @@character_set_database AS charset',
    );
    if (!database?.name)
      throw new AppError(
        'CONFIG_INVALID',
        'DATABASE_URL does not name a database. Use mysql://user:password@host:port/database.',
      );
    if (database.charset !== 'utf8mb4') {
      throw new AppError(
        'CONFIG_INVALID',
        `The database ${database.name} uses ${database.charset}; Sluice needs utf8mb4: ALTER DATABASE \`${database.name}\` CHARACTER SET utf8mb4.`,
      );
    }
    // Lock names are server-wide and limited to 64 characters.
    const lock = `sluice-migrate:${database.name}`.slice(0, 64);
    const [[held]] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS got', [lock, LOCK_WAIT_SECONDS]);
    if (held?.got !== 1) {
      throw new AppError(
        'DATABASE_UNAVAILABLE',
        `Another process has been migrating the schema for ${LOCK_WAIT_SECONDS} s.`,
        {
          retryable: true,
        },
      );
    }
    await migrate(drizzle(connection), { migrationsFolder: MIGRATIONS });
    logger?.info({ database: database.name }, 'schema is up to date');
  } finally {
    connection.destroy();
  }
}
