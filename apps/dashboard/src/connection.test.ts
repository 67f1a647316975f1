import { SluiceError } from '@sluice/client';
import { expect, it } from 'vitest';
import { againAfter } from './connection.ts';

it('loads again what was refused for a while, after the time that the error names', () => {
  const busy = new SluiceError('WORKER_TIMEOUT', 'All workers are busy.', { status: 503, retryAfterSeconds: 5 });
  const missing = new SluiceError('NOT_FOUND', 'No import has this ID.', { status: 404 });
  expect([busy, missing, new Error('other'), null].map(againAfter)).toEqual([5_000, false, false, false]);
});
