// @ts-check
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signToken } from './token.mjs';

const secret = 's'.repeat(32);

/** @param {string | undefined} part */
const read = (part) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

describe('signToken', () => {
  it('signs account, role and subject with HS256', () => {
    const [header, claims, signature] = signToken({ secret, account: 'a1', role: 'viewer', expires: '2h' }).split('.');
    expect(read(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(read(claims)).toMatchObject({ account_id: 'a1', role: 'viewer', sub: 'viewer@a1' });
    expect(read(claims).exp - read(claims).iat).toBe(7200);
    expect(signature).toBe(createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url'));
  });

  it('refuses roles and durations that do not exist', () => {
    expect(() => signToken({ secret, account: 'a1', role: 'king' })).toThrow('There is no role king');
    expect(() => signToken({ secret, account: 'a1', expires: '5y' })).toThrow('--expires 5y');
  });
});
