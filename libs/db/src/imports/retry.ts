import type { Db } from '../client.ts';
import { changeStatus } from './change-status.ts';

/** A failed import becomes `pending` again and goes on after its last committed batch. */
export const retryImport = (db: Db, id: string): Promise<boolean> =>
  changeStatus(db, id, 'retry', {
    enqueuedAt: null,
    idleAttempts: 0,
    completedAt: null,
    errorCode: null,
    errorMessage: null,
  });
