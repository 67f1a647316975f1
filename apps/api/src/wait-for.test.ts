import { AppError, createLogger } from '@sluice/core';
import { expect, it } from 'vitest';
import { waitFor } from './wait-for.ts';

const never = new AbortController().signal;
const down = () => new AppError('QUEUE_UNAVAILABLE', 'Redis is down', { retryable: true });

it('retries, and logs what it waits for', async () => {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', destination: { write: (line) => lines.push(line) } });
  let tries = 0;
  const answer = await waitFor('Redis', async () => (++tries < 2 ? Promise.reject(down()) : 'there'), {
    logger,
    signal: never,
  });
  expect(answer).toBe('there');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ waiting_for: 'Redis', reason: 'Redis is down' }]);
});

const logger = createLogger({ service: 'test', level: 'silent' });

it('does not wait after an error that waiting cannot fix', async () => {
  const denied = Object.assign(new Error('Access denied'), { errno: 1045, sqlState: '28000' });
  await expect(waitFor('MySQL', () => Promise.reject(denied), { logger, signal: never })).rejects.toBe(denied);
});

it('ends when the process is asked to stop', async () => {
  const stopping = new AbortController();
  const waiting = waitFor('Redis', () => Promise.reject(down()), { logger, signal: stopping.signal });
  stopping.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
