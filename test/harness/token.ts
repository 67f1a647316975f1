import { type Role, signToken as sign } from '../../apps/cli/src/sign-token.ts';

export type { Role };

export const JWT_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

/** A token that the APIs of tests accept for an hour. */
export const signToken = (account: string, role: Role = 'member'): Promise<string> =>
  sign({ JWT_SECRET }, { account, role, expires: '1h' });
