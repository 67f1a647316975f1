import { checkServer } from '@sluice/core';
import { checkDatabase } from '@sluice/db';
import type { Deps } from '../context.ts';
import { requestError } from '../problem.ts';

/** Checks MySQL, Redis and S3 in parallel, each for at most three seconds. */
export async function checkAll({ db, queues, storage }: Pick<Deps, 'db' | 'queues' | 'storage'>) {
  const [mysql, redis, s3] = await Promise.all([
    checkServer(() => checkDatabase(db), requestError),
    checkServer(() => queues.check(), requestError),
    checkServer(() => storage.check(), requestError),
  ]);
  return { mysql, redis, s3 };
}
