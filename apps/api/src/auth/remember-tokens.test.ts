import { AppError } from '@sluice/core';
import { expect, it } from 'vitest';
import { rememberTokens } from './remember-tokens.ts';

const START = Date.parse('2026-11-30T12:00:00Z');

/** Accepts tokens until `seconds` after the start of the clock, except `bad`. */
function verifier(seconds: number) {
  const clock = { ms: START };
  const end = START + seconds * 1_000;
  const verified: string[] = [];
  const verify = rememberTokens(
    async (token) => {
      verified.push(token);
      if (token === 'bad' || clock.ms >= end) throw new AppError('UNAUTHENTICATED', 'no');
      return { accountId: token, subject: 'ann', role: 'viewer', expiresAt: new Date(end) };
    },
    () => clock.ms,
  );
  return { clock, verified, verify };
}

it('verifies an accepted token once a minute', async () => {
  const { clock, verified, verify } = verifier(600);
  for (const ms of [0, 1, 60_000, 60_001, 60_002]) {
    clock.ms = START + ms;
    expect(await verify('a')).toMatchObject({ accountId: 'a' });
  }
  expect(await verify('b')).toMatchObject({ accountId: 'b' });
  expect(verified).toEqual(['a', 'a', 'b']);
});

it('refuses a token from the moment it ends', async () => {
  const { clock, verify } = verifier(10);
  await verify('a');
  clock.ms = START + 9_999;
  await verify('a');
  clock.ms = START + 10_000;
  await expect(verify('a')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('verifies a refused token each time', async () => {
  const { verified, verify } = verifier(600);
  for (const _ of [1, 2]) await expect(verify('bad')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(verified).toEqual(['bad', 'bad']);
});

it('forgets the oldest tokens of very many', async () => {
  const { verified, verify } = verifier(600);
  const tokens = Array.from({ length: 1_001 }, (_, at) => `t${at}`);
  for (const token of tokens) await verify(token);
  verified.length = 0;
  for (const token of ['t1000', 't1', 't0']) await verify(token);
  expect(verified).toEqual(['t0']);
});
