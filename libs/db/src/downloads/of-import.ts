import { asc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Download, downloads } from '../schema/index.ts';

/** The files made for an import. The caller has checked whose import it is. */
export async function downloadsOfImport(db: Db, jobId: string): Promise<Download[]> {
  return db.select().from(downloads).where(eq(downloads.jobId, jobId)).orderBy(asc(downloads.createdAt));
}
