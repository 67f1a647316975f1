// @ts-check
import { jwtSecret } from './environment.mjs';

/**
 * Creates a token with the command line's code, which must be built.
 * @param {{ account: string, role?: import('../apps/cli/dist/sign-token.js').Role, expires?: string,
 *   secret?: string }} claims
 *   expires: a number and a unit (s, m, h or d); secret: that of the API, by default of the API of this checkout
 * @returns {Promise<string>}
 */
export async function signToken({ account, role = 'member', expires = '24h', secret = jwtSecret() }) {
  const cli = await import('../apps/cli/dist/sign-token.js');
  return cli.signToken({ ...process.env, JWT_SECRET: secret }, { account, role, expires });
}
