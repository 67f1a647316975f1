import { AppError, createLogger } from '@sluice/core';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from '../context.ts';
import { requestLog } from './observe.ts';

async function logOf(path: string, failure?: AppError): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', destination: { write: (line) => lines.push(line) } });
  const app = new Hono<AppEnv>()
    .use(async (c, next) => {
      c.set('logger', logger);
      await next();
    })
    .use(requestLog)
    .get('*', (c) => {
      if (failure) c.set('failure', failure);
      return c.text('', failure ? 500 : 200);
    });
  await app.request(`${path}?cursor=secret`, { headers: { authorization: 'Bearer hidden' } });
  return lines.map((line) => JSON.parse(line));
}

it('logs one line per request, without the query string', async () => {
  const lines = await logOf('/api/v1/assets');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ msg: 'request', method: 'GET', path: '/api/v1/assets', status: 200, level: 30 });
  expect(JSON.stringify(lines)).not.toMatch(/secret|hidden/);
});

it('logs the cause of server errors', async () => {
  const [line] = await logOf('/x', new AppError('INTERNAL', 'boom', { context: { step: 'three' } }));
  expect(line).toMatchObject({ level: 50, status: 500, code: 'INTERNAL', context: { step: 'three' } });
});

it('does not log health probes at info level', async () => {
  expect(await logOf('/health/live')).toEqual([]);
});
