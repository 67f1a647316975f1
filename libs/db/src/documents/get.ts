import { and, eq } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';

/** A document of the account. Null, which the row of a deleted one's import says, finds nothing. */
export async function getDocument(
  db: Db | Tx,
  { accountId, docId }: { accountId: AccountScope; docId: string | null },
): Promise<Document | undefined> {
  if (docId === null) return undefined;
  const [document] = await db
    .select()
    .from(documents)
    .where(and(eq(documents.docId, docId), inScope(documents.accountId, accountId)));
  return document;
}
