import { checkServer } from '@sluice/core';
import { checkDatabase, type Db, databaseError } from '@sluice/db';
import type { Queues } from '@sluice/jobs';
import type { Storage } from '@sluice/storage';

export interface HealthDeps {
  readonly db: Db;
  readonly queues: Queues;
  readonly storage: Storage;
  readonly stopping: AbortSignal;
}

/** The same answer as the API's `GET /health/ready`: 200 if MySQL, Redis and S3 answer, otherwise 503. */
export async function checkHealth({ db, queues, storage, stopping }: HealthDeps) {
  const [mysql, redis, s3] = await Promise.all([
    checkServer(() => checkDatabase(db), databaseError),
    checkServer(() => queues.check(), databaseError),
    checkServer(() => storage.check(), databaseError),
  ]);
  const checks = { mysql, redis, s3 };
  const up = Object.values(checks).every(({ state }) => state === 'up');
  const status = stopping.aborted ? 'stopping' : up ? 'ready' : 'unavailable';
  return { code: status === 'ready' ? 200 : 503, body: { status, checks } };
}
