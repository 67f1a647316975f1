import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { changeStatus, ofAttempt } from './change-status.ts';

/** Longest message that the row holds. */
const MESSAGE_LENGTH = 1_024;

/** The import ends as `failed`, with the reason. With `attempt`, only if no newer one has taken over. */
export const failImport = (
  db: Db | Tx,
  id: string,
  { code, message, attempt }: { code: string; message: string; attempt?: number },
): Promise<boolean> =>
  changeStatus(
    db,
    id,
    'fail',
    { errorCode: code, errorMessage: message.slice(0, MESSAGE_LENGTH), completedAt: sql`now(3)` },
    attempt === undefined ? undefined : ofAttempt(attempt),
  );
