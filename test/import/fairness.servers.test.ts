import { repeats } from '@sluice/core/testing';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { useSuite, waitFor } from '../harness/index.ts';
import { rows } from '../harness/rows.ts';

const SWEEPS = { ORPHAN_SWEEP_MS: '500', ORPHAN_QUIET_SECONDS: '1' };
const suite = useSuite();
const file = (name: string): Buffer => Buffer.from(`identifier,name\n${name}-1,one\n${name}-2,two\n`);

interface Start extends Record<string, unknown> {
  readonly id: string;
  readonly account_id: string;
}

interface Kind {
  /** Submits this many units of work of one account. */
  readonly submit: (account: string, count: number) => Promise<string[]>;
  /** Units in the order in which workers have started them. */
  readonly starts: () => Promise<Start[]>;
  readonly many: number;
}

const inOrder = (table: string, id: string) => () =>
  rows<Start>(
    suite.stack,
    sql`select ${sql.identifier(id)} as id, account_id from ${sql.identifier(table)}
      where started_at is not null order by started_at, ${sql.identifier(id)}`,
  );

const kinds: Record<string, Kind> = {
  imports: {
    many: repeats(24, 1_000),
    starts: inOrder('bulk_import_jobs', 'id'),
    async submit(account, count) {
      const { imports } = await suite.api.client(account);
      const { doc_id: docId } = await imports.upload(file(account), 'small.csv');
      const ids: string[] = [];
      while (ids.length < count) ids.push((await imports.postDocument(docId, { on_duplicate: 'skip' })).job_id);
      return ids;
    },
  },
  analyses: {
    many: repeats(6, 200),
    starts: inOrder('analysis_reports', 'analysis_id'),
    async submit(account, count) {
      const { imports, analyses } = await suite.api.client(account);
      const { doc_id: docId } = await imports.upload(file(account), 'small.csv');
      const ids: string[] = [];
      while (ids.length < count)
        ids.push((await analyses.postDocument(docId, { tool: 'profile-my-data' })).analysis_id);
      return ids;
    },
  },
};

/** How many units started before this one; -1 if it has not started. */
const startedBefore = (starts: readonly Start[], id: string) => starts.findIndex((start) => start.id === id);

describe.each(Object.entries(kinds))('%s', (name, { submit, starts, many }) => {
  const account = (of: string) => `${of}-${name}`;

  it(`start another account's first after at most two, with ${many} of one account queued`, async () => {
    const flood = await submit(account('flood'), many);
    const [first = ''] = await submit(account('other'), 1);
    const worker = await suite.worker({ WORKER_IMPORT_CONCURRENCY: '1' });
    await waitFor('the first', async () => (startedBefore(await starts(), first) < 0 ? undefined : true));
    expect(startedBefore(await starts(), first)).toBeLessThanOrEqual(2);
    // Also when the flood is under way, and for a third account.
    const [late = ''] = await submit(account('late'), 1);
    const known = (await starts()).length;
    await waitFor('the late one', async () => (startedBefore(await starts(), late) < 0 ? undefined : true));
    expect(startedBefore(await starts(), late) - known).toBeLessThanOrEqual(2);
    await waitFor('the flood', async () => ((await starts()).length < many + 2 ? undefined : true));
    const own = (await starts()).filter(({ account_id }) => account_id === account('flood'));
    // Each account keeps its own order.
    expect(own.map(({ id }) => id)).toEqual(flood);
    await worker.stop();
  });

  it('stay fair after Redis lost everything', async () => {
    const done = (await starts()).length;
    await submit(account('flood-2'), many / 2);
    const [first = ''] = await submit(account('other-2'), 1);
    await suite.stack.loseQueues();
    const worker = await suite.worker({ WORKER_IMPORT_CONCURRENCY: '1', ...SWEEPS });
    await waitFor('the first', async () => (startedBefore(await starts(), first) < 0 ? undefined : true));
    expect(startedBefore(await starts(), first) - done).toBeLessThanOrEqual(2);
    await waitFor('the flood', async () => ((await starts()).length < done + many / 2 + 1 ? undefined : true));
    await worker.stop();
  });
});
