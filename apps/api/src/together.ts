import { type Db, databaseError, withTransaction } from '@sluice/db';
import { type NewAuditEvent, recordAudit } from '@sluice/db/audit';
import { type Document, getDocuments } from '@sluice/db/documents';
import { findImporters, type ImporterKey, type ImporterRow } from '@sluice/db/importers';
import { createImports, importWork, type NewImport } from '@sluice/db/imports';
import { Grouped } from './grouped.ts';

/** An import to accept, with its audit event. */
export interface AcceptedImport {
  readonly input: NewImport & { readonly id: string };
  readonly event: NewAuditEvent;
}

/** What submitting an import asks of the database: concurrent submissions share its statements and commits. */
export interface Together {
  readonly importers: Grouped<ImporterKey, ImporterRow | undefined>;
  readonly documents: Grouped<{ readonly accountId: string; readonly docId: string }, Document | undefined>;
  /** The unfinished imports of accounts, counted up to the limit. */
  readonly unfinishedImports: Grouped<string, number>;
  /** Stores the imports, and answers with their IDs. */
  readonly acceptImports: Grouped<AcceptedImport, string>;
}

export function createTogether(db: Db, { maxQueuedImports }: { readonly maxQueuedImports: number }): Together {
  const isShared = (error: unknown): boolean => databaseError(error).code === 'DATABASE_UNAVAILABLE';
  return {
    importers: new Grouped({ isShared, answer: (keys) => findImporters(db, keys) }),
    documents: new Grouped({ isShared, answer: (keys) => getDocuments(db, keys) }),
    unfinishedImports: new Grouped({
      isShared,
      async answer(accounts) {
        const distinct = [...new Set(accounts)];
        const counts = await importWork.countUnfinished(db, distinct, maxQueuedImports);
        return accounts.map((account) => counts[distinct.indexOf(account)] ?? 0);
      },
    }),
    acceptImports: new Grouped({
      isShared,
      async answer(accepted) {
        await withTransaction(db, async (tx) => {
          await createImports(
            tx,
            accepted.map(({ input }) => input),
          );
          await recordAudit(tx, ...accepted.map(({ event }) => event));
        });
        return accepted.map(({ input }) => input.id);
      },
    }),
  };
}
