import { AppError, errorCodes } from '@sluice/core';
import { HTTPException } from 'hono/http-exception';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { requestError, retryAfterOf, toProblem } from './problem.ts';

const where = { instance: '/api/v1/assets', traceId: '0193a1b2-0000-7000-8000-000000000000' };

describe('toProblem', () => {
  it.each(errorCodes)('returns a complete problem for %s', (code) => {
    const problem = toProblem(new AppError(code, 'what happened'), where);
    expect(problem).toMatchObject({ code, instance: where.instance, trace_id: where.traceId });
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.status).toBeLessThan(600);
    expect(problem.type).toMatch(/^urn:sluice:problem:[a-z-]+$/);
    expect(problem.title).not.toBe('');
    expect(problem.detail).not.toBe('');
    expect(problem).not.toHaveProperty('fields');
  });

  it('has a different type for every code', () => {
    const types = errorCodes.map((code) => toProblem(new AppError(code, ''), where).type);
    expect(new Set(types).size).toBe(errorCodes.length);
  });

  it.each(['INTERNAL', 'CONFIG_INVALID', 'STORAGE_UNAVAILABLE', 'STORAGE_REFUSED', 'STORAGE_NOT_FOUND'] as const)(
    'reveals no internals for %s',
    (code) => {
      const problem = toProblem(new AppError(code, 'http://10.0.0.7:9000 bucket secret-name'), where);
      expect(JSON.stringify(problem)).not.toContain('10.0.0.7');
    },
  );

  it('has retry seconds if a retry can help', () => {
    for (const code of errorCodes) {
      const error = new AppError(code, '');
      const { status } = toProblem(error, where);
      if (status === 429 || status === 503) expect(retryAfterOf(error)).toBeGreaterThan(0);
    }
  });

  it('lists the invalid fields', () => {
    const fields = [{ field: 'limit', code: 'too_big', message: 'at most 100' }];
    expect(toProblem(new AppError('VALIDATION_FAILED', 'no', { fields }), where).fields).toEqual(fields);
  });
});

describe('requestError', () => {
  it('returns an AppError unchanged', () => {
    const error = new AppError('NOT_FOUND', 'no');
    expect(requestError(error)).toBe(error);
  });

  it('converts zod errors to VALIDATION_FAILED, with one field per unknown key', () => {
    const { error } = z.object({ a: z.number() }).strict().safeParse({ a: 'x', b: 1, c: 2 });
    const known = requestError(error);
    expect(known.code).toBe('VALIDATION_FAILED');
    expect(known.fields.map(({ field }) => field)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    [400, 'MALFORMED_REQUEST'],
    [413, 'BODY_TOO_LARGE'],
    [415, 'UNSUPPORTED_MEDIA_TYPE'],
    [418, 'INTERNAL'],
  ] as const)("reads Hono's %s as %s", (status, code) => {
    expect(requestError(new HTTPException(status as 400, { message: 'no' })).code).toBe(code);
  });

  it('distinguishes an unreachable database from a refused statement', () => {
    expect(requestError(Object.assign(new Error('connect'), { code: 'ECONNREFUSED', errno: -111 })).code).toBe(
      'DATABASE_UNAVAILABLE',
    );
    expect(requestError(Object.assign(new Error('syntax'), { errno: 1064, sqlState: '42000' })).code).toBe('INTERNAL');
    expect(requestError('a string').code).toBe('INTERNAL');
  });
});
