// @ts-check
import { jwtSecret } from './environment.mjs';

/**
 * Creates a token for the API of this checkout, using the command line's code, which must be built.
 * @param {{ account: string, role?: import('../apps/cli/dist/sign-token.js').Role, expires?: string }} claims
 *   expires: a number and a unit (s, m, h or d)
 * @returns {Promise<string>}
 */
export async function signToken({ account, role = 'member', expires = '24h' }) {
  const cli = await import('../apps/cli/dist/sign-token.js');
  return cli.signToken({ ...process.env, JWT_SECRET: jwtSecret() }, { account, role, expires });
}
