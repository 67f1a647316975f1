import type { Db } from '../client.ts';
import { documents } from '../schema/index.ts';

export interface NewDocument {
  readonly docId: string;
  readonly accountId: string;
  readonly originalFilename: string;
  readonly contentType: string;
  readonly s3Key: string;
}

/** Writes the row of a document whose bytes are about to arrive; its hash is not known yet. */
export async function beginDocument(db: Db, document: NewDocument): Promise<void> {
  await db.insert(documents).values(document);
}
