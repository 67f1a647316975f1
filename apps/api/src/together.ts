import { AppError } from '@sluice/core';
import { type Db, databaseError, withTransaction } from '@sluice/db';
import { type NewAuditEvent, recordAudit } from '@sluice/db/audit';
import {
  type AnnouncedDocument,
  type Document,
  type FoundDocument,
  findOrCreateDocuments,
  type GeneratedUrls,
  getDocuments,
  markManyUrlsGenerated,
} from '@sluice/db/documents';
import { findImporters, type ImporterKey, type ImporterRow } from '@sluice/db/importers';
import { createImports, importWork, type NewImport } from '@sluice/db/imports';
import type { Limits } from './context.ts';
import { Grouped } from './grouped.ts';

/** An import to accept, with its audit event. */
export interface AcceptedImport {
  readonly input: NewImport & { readonly id: string };
  readonly event: NewAuditEvent;
}

/** A document to find or create, with the audit event of its creation. */
export interface Announced extends AnnouncedDocument {
  readonly event: () => NewAuditEvent;
}

/** What frequent requests ask of the database: those that arrive together share its statements and commits. */
export interface Together {
  readonly importers: Grouped<ImporterKey, ImporterRow | undefined>;
  readonly documents: Grouped<{ readonly accountId: string; readonly docId: string }, Document | undefined>;
  /** The unfinished imports of accounts, counted up to the limit. */
  readonly unfinishedImports: Grouped<string, number>;
  /** The error of an announcement that is refused is its answer. */
  readonly announce: Grouped<Announced, FoundDocument | Error>;
  /** False for a document that has changed since it was read. */
  readonly markUrlsGenerated: Grouped<GeneratedUrls, boolean>;
  /** Stores the imports, and answers with their IDs. */
  readonly acceptImports: Grouped<AcceptedImport, string>;
}

export function createTogether(
  db: Db,
  { maxQueuedImports, uploads }: Pick<Limits, 'maxQueuedImports' | 'uploads'>,
): Together {
  const waits = {
    isShared: (error: unknown) => databaseError(error).code === 'DATABASE_UNAVAILABLE',
    late: () => new AppError('DATABASE_UNAVAILABLE', 'The database took too long to answer.', { retryable: true }),
  };
  return {
    importers: new Grouped({ ...waits, answer: (keys) => findImporters(db, keys) }),
    documents: new Grouped({ ...waits, answer: (keys) => getDocuments(db, keys) }),
    unfinishedImports: new Grouped({
      ...waits,
      async answer(accounts) {
        const distinct = [...new Set(accounts)];
        const counts = await importWork.countUnfinished(db, distinct, maxQueuedImports);
        return accounts.map((account) => counts[distinct.indexOf(account)] ?? 0);
      },
    }),
    announce: new Grouped({
      ...waits,
      answer: (announced) =>
        findOrCreateDocuments(db, announced, {
          limits: uploads,
          also: (tx, created) => recordAudit(tx, ...created.map(({ event }) => event())),
        }),
    }),
    markUrlsGenerated: new Grouped({ ...waits, answer: (urls) => markManyUrlsGenerated(db, urls) }),
    acceptImports: new Grouped({
      ...waits,
      bytesOf: ({ input }) => Buffer.byteLength(JSON.stringify([input.options, input.resources])),
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
