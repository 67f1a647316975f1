import { createLogger, isId } from '@sluice/core';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from '../context.ts';
import { requestId, requestIdFrom } from './request-id.ts';

it('accepts a valid request ID, and replaces any other with a new one', () => {
  expect(requestIdFrom('req-1/ü'.replace('ü', '_'))).toBe('req-1/_');
  expect(requestIdFrom('x'.repeat(128))).toHaveLength(128);
  for (const bad of [undefined, '', 'x'.repeat(129), 'a b', 'a\nb', 'ü', '\u007f']) {
    expect(isId(requestIdFrom(bad))).toBe(true);
  }
});

it('returns the request ID, and gives the request its own trace ID', async () => {
  const app = new Hono<AppEnv>()
    .use(requestId({ logger: createLogger({ service: 'test', level: 'silent' }) }))
    .get('/', (c) => c.text(c.get('traceId')));
  const response = await app.request('/', { headers: { 'X-Request-ID': 'theirs' } });
  expect(response.headers.get('X-Request-ID')).toBe('theirs');
  expect(isId(await response.text())).toBe(true);
});
