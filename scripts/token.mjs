// @ts-check
import { jwtSecret } from './environment.mjs';

/**
 * A token for the API of this checkout, made by the code of the command line, which has to be built.
 * @param {{ account: string, role?: import('../apps/cli/dist/sign-token.js').Role, expires?: string }} claims
 *   expires: number and unit s, m, h or d
 * @returns {Promise<string>}
 */
export async function signToken({ account, role = 'member', expires = '24h' }) {
  const cli = await import('../apps/cli/dist/sign-token.js');
  return cli.signToken({ ...process.env, JWT_SECRET: jwtSecret() }, { account, role, expires });
}
