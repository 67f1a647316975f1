import { setTimeout as delay } from 'node:timers/promises';
import { type Document, getDocument } from '@sluice/db/documents';
import type { Deps } from '../context.ts';

const FIRST_MS = 50;
const LONGEST_MS = 1_000;

/** The document once verification ends, or its current state after `waitMs` or when `signal` aborts. */
export async function awaitVerification(
  { db }: Pick<Deps, 'db'>,
  { accountId, docId }: Pick<Document, 'accountId' | 'docId'>,
  { waitMs, signal }: { waitMs: number; signal: AbortSignal },
): Promise<Document | undefined> {
  const deadline = Date.now() + waitMs;
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 1.5, LONGEST_MS)) {
    const document = await getDocument(db, { accountId, docId });
    const left = deadline - Date.now();
    if (document?.uploadStatus !== 'UPLOAD_VERIFYING' || left <= 0 || signal.aborted) return document;
    await delay(Math.min(pause, left), undefined, { signal }).catch(() => {});
  }
}
