import { SignJWT } from 'jose';

export type Role = 'viewer' | 'member' | 'operator';

export const JWT_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

/** A token that the APIs of tests accept for an hour. */
export const signToken = (account: string, role: Role = 'member'): Promise<string> =>
  new SignJWT({ account_id: account, role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(`${role}@${account}`)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(JWT_SECRET));
