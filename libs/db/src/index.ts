export { type AccountScope, EVERY_ACCOUNT, everyAccount, type Scoped } from './account-scope.ts';
export { checkDatabase, connectDirectly, createDb, type Db, type Tx } from './client.ts';
export { databaseError, isDatabaseUnavailable, isDuplicateKey, isLockConflict } from './errors.ts';
export { migrateDatabase } from './migrate.ts';
export { migrationUrl } from './migration-url.ts';
export type { Page, TimeCursor } from './page.ts';
export { retryLockConflicts, withTransaction } from './transaction.ts';
