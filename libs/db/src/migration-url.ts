import { AppError } from '@sluice/core';

/** MySQL as the processes use it, and as they migrate it where another user may do that. */
export interface MigrationSettings {
  readonly DATABASE_URL: string;
  readonly MIGRATION_DATABASE_URL?: string | undefined;
}

const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

/**
 * The URL by which the schema is migrated.
 * @throws AppError CONFIG_INVALID if it names another database than DATABASE_URL, whose tables would stay missing
 */
export function migrationUrl({ DATABASE_URL, MIGRATION_DATABASE_URL }: MigrationSettings): string {
  if (MIGRATION_DATABASE_URL === undefined) return DATABASE_URL;
  const [used, migrated] = [databaseOf(DATABASE_URL), databaseOf(MIGRATION_DATABASE_URL)];
  if (used === migrated) return MIGRATION_DATABASE_URL;
  throw new AppError(
    'CONFIG_INVALID',
    `MIGRATION_DATABASE_URL names the database "${migrated}", and DATABASE_URL "${used}"; both must name the same one.`,
  );
}
