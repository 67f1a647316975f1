import { Readable } from 'node:stream';
import { checkDatabase } from '@sluice/db';
import { expect, it } from 'vitest';
import { createStack } from './index.ts';

it('gives each suite a separate database and key prefixes, and leaves nothing behind', async () => {
  const stack = await createStack();
  await checkDatabase(stack.db);
  await stack.queues.check();
  await stack.storage.check();
  await stack.queues.enqueue('requeue-orphans', {}, { accountId: null });
  const key = `${stack.storage.env}/documents/a/b`;
  await stack.storage.putStream(key, Readable.from([Buffer.from('x')]), { contentType: 'text/plain' });
  expect(await stack.storage.head(key)).toBeDefined();
  await stack.close();

  const next = await createStack();
  expect(await next.storage.head(key)).toBeUndefined();
  await next.close();
});
