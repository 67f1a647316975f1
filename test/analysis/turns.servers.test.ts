import { AppError } from '@sluice/core';
import { analysisWork } from '@sluice/db/analyses';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { storeDocument } from '../harness/documents.ts';
import { plainTools } from '../harness/in-process/plain-tool.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { waitFor } from '../harness/index.ts';
import { rows } from '../harness/rows.ts';

const suite = WorkerSuite.use();

/** Analyses of `flood` profile and those of `other` clean, so that the test can hold each kind. */
const toolOf = { flood: 'profile-my-data', other: 'clean-my-data' } as const;
type Account = keyof typeof toolOf;

class Hold {
  readonly #held: (() => void)[] = [];
  #free = 0;
  readonly wait = (): Promise<void> =>
    new Promise((resolve) => {
      if (this.#free > 0) {
        this.#free--;
        resolve();
      } else this.#held.push(resolve);
    });
  /** Lets one go on, at once or when it comes. */
  release(): void {
    const next = this.#held.shift();
    if (next) next();
    else this.#free++;
  }
}

const running = async (): Promise<string[]> => {
  const found = await rows<{ account_id: string }>(
    suite.stack,
    sql`select account_id from analysis_reports where status = 'processing' order by account_id`,
  );
  return found.map(({ account_id }) => account_id);
};

const runningAre = (...accounts: Account[]) => expect.poll(running).toEqual(accounts);

it('an account runs more jobs than its limit only while no other account is waiting', async () => {
  const holds = { flood: new Hold(), other: new Hold() };
  const tools = {
    'profile-my-data': plainTools(holds.flood.wait)['profile-my-data'],
    'clean-my-data': plainTools(holds.other.wait)['clean-my-data'],
  };
  const env = { WORKER_ANALYSIS_CONCURRENCY: '4', MAX_RUNNING_PER_ACCOUNT: '2' };
  const worker = await suite.worker({ tools, env });
  const submit = async (account: Account, count: number) => {
    const { docId } = await storeDocument(suite.stack, account, Buffer.from('a\n1\n'));
    const ids: string[] = [];
    while (ids.length < count) ids.push(await suite.submit(account, docId, toolOf[account]));
    return ids;
  };
  const ids = await submit('flood', 6);
  worker.start();
  await runningAre('flood', 'flood', 'flood', 'flood');
  ids.push(...(await submit('other', 3)));
  holds.flood.release();
  holds.flood.release();
  await runningAre('flood', 'flood', 'other', 'other');
  holds.other.release();
  await runningAre('flood', 'flood', 'other', 'other');
  // Now no analysis of the other account waits.
  holds.other.release();
  await runningAre('flood', 'flood', 'flood', 'other');
  const ended = Promise.all(ids.map((id) => suite.ended(id)));
  const releasing = setInterval(() => {
    holds.flood.release();
    holds.other.release();
  }, 20);
  for (const { status, attempt } of await ended) expect([status, attempt]).toEqual(['completed', 1]);
  clearInterval(releasing);
});

it('an account never runs more analyses than it may, even while a worker is idle', async () => {
  const hold = new Hold();
  const env = { WORKER_ANALYSIS_CONCURRENCY: '3', MAX_RUNNING_ANALYSES: '1' };
  const worker = await suite.worker({ tools: plainTools(hold.wait), env });
  const submitTo = async (account: Account) => {
    const { docId } = await storeDocument(suite.stack, account, Buffer.from('b\n1\n'));
    return suite.submit(account, docId, toolOf[account]);
  };
  const ids = [await submitTo('flood'), await submitTo('flood'), await submitTo('other')];
  const [, second = ''] = ids;
  worker.start();
  await runningAre('flood', 'other');
  const queue = suite.stack.queues.queue('analyses');
  await waitFor('the second waits', async () => ((await queue.getJobState(second)) === 'delayed' ? true : undefined));
  await runningAre('flood', 'other');
  for (let at = 0; at < 3; at++) hold.release();
  for (const id of ids) expect(await suite.ended(id)).toMatchObject({ status: 'completed', attempt: 1 });
  await expect.poll(async () => (await queue.getJob(second))?.attemptsMade).toBe(1);
});

it('a job that will be retried waits behind the other jobs of its account', async () => {
  let failures = 1;
  const fail = async () => {
    if (failures-- > 0) throw new AppError('STORAGE_UNAVAILABLE', 'S3 is down.', { retryable: true });
  };
  const worker = await suite.worker({ tools: plainTools(fail) });
  const { docId } = await storeDocument(suite.stack, 'retried', Buffer.from('a\n1\n'));
  const ids: string[] = [];
  while (ids.length < 3) ids.push(await suite.submit('retried', docId, 'profile-my-data'));
  const [first = ''] = ids;
  const queue = suite.stack.queues.queue('analyses');
  const priorities = async () => Promise.all(ids.map(async (id) => (await queue.getJob(id))?.priority ?? 0));
  const [, , last = 0] = await priorities();
  worker.start();
  await waitFor('its failure', async () => ((await queue.getJobState(first)) === 'delayed' ? true : undefined));
  expect((await priorities())[0]).toBeGreaterThan(last);
  await queue.getJob(first).then((job) => job?.promote().catch(() => {}));
  for (const id of ids) expect((await suite.ended(id)).status).toBe('completed');
});

it('an analysis that takes too long fails with its limit, and can be retried', async () => {
  const tools = plainTools(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  const worker = await suite.worker({ tools, env: { ANALYSIS_TIMEOUT_SECONDS: '1' } });
  const { docId } = await storeDocument(suite.stack, 'slow', Buffer.from('a\n1\n'));
  const id = await suite.submit('slow', docId, 'profile-my-data');
  worker.start();
  expect(await suite.ended(id)).toMatchObject({
    ...{ status: 'failed', errorCode: 'ANALYSIS_TIMEOUT', attempt: 1 },
    errorMessage: expect.stringContaining('within 1 s'),
  });
  await expect.poll(() => suite.stack.queues.queue('analyses').getJobState(id)).toBe('failed');
  await worker.close();
  expect(await analysisWork.retry(suite.stack.db, id)).toBe(true);
  await suite.stack.queues.requeue('analyze-file', { analysis_id: id }, { jobId: id, accountId: 'slow' });
  (await suite.worker()).start();
  expect((await suite.ended(id)).status).toBe('completed');
});
