import { createLogger, isId } from '@sluice/core';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from '../context.ts';
import { requestId, requestIdFrom } from './request-id.ts';

it('takes an id that is fit to be repeated, and makes one instead of any other', () => {
  expect(requestIdFrom('req-1/ü'.replace('ü', '_'))).toBe('req-1/_');
  expect(requestIdFrom('x'.repeat(128))).toHaveLength(128);
  for (const bad of [undefined, '', 'x'.repeat(129), 'a b', 'a\nb', 'ü', '\u007f']) {
    expect(isId(requestIdFrom(bad))).toBe(true);
  }
});

it('answers with it, and gives the request a trace id of its own', async () => {
  const app = new Hono<AppEnv>()
    .use(requestId({ logger: createLogger({ service: 'test', level: 'silent' }) }))
    .get('/', (c) => c.text(c.var.traceId));
  const response = await app.request('/', { headers: { 'X-Request-ID': 'theirs' } });
  expect(response.headers.get('X-Request-ID')).toBe('theirs');
  expect(isId(await response.text())).toBe(true);
});
