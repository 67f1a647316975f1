import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from '../context.ts';
import { InFlight } from './in-flight.ts';

it('waits for running handlers, including one that fails', async () => {
  const inFlight = new InFlight();
  const gates: (() => void)[] = [];
  const app = new Hono<AppEnv>()
    .use(inFlight.middleware)
    .get('/:how', async (c) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      if (c.req.param('how') === 'bad') throw new Error('no');
      return c.text('done');
    })
    .onError((_error, c) => c.text('failed', 500));
  const answers = Promise.all([app.request('/good'), app.request('/bad')]);
  expect(inFlight.size).toBe(2);
  let settled = false;
  const wait = inFlight.settled().then(() => {
    settled = true;
  });
  await Promise.resolve();
  expect(settled).toBe(false);
  for (const open of gates) open();
  await wait;
  expect((await answers).map(({ status }) => status)).toEqual([200, 500]);
  expect(inFlight.size).toBe(0);
});
