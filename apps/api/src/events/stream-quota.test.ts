import { producerConnection } from '@sluice/jobs';
import { expect, it, onTestFinished } from 'vitest';
import { StreamQuota } from './stream-quota.ts';

it('counts streams that open at the same time while Redis is away', async () => {
  // Nothing listens there.
  const connection = producerConnection('redis://127.0.0.1:1');
  const quota = new StreamQuota({ connection, prefix: 'test', limit: 5, waitMs: 200 });
  onTestFinished(() => {
    quota.close();
    connection.disconnect();
  });
  const releases = await Promise.all([quota.open('one'), quota.open('one'), quota.open('other')]);
  expect(await quota.used('one')).toBe(2);
  for (const release of releases) release();
  expect(await quota.used('one')).toBe(0);
});
