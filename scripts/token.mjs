// @ts-check
import { createHmac } from 'node:crypto';
import { parseArgs } from 'node:util';
import { jwtSecret, loadEnvFile } from './environment.mjs';
import { Plain } from './progress.mjs';
import { runMain } from './run-main.mjs';

const HELP = `Prints a token for the API, signed with JWT_SECRET of the environment or of .env, or else with the secret
that was made for this checkout.

  npm run token -- --account ACCOUNT [--role viewer|member|operator] [--sub SUBJECT] [--expires 24h]

  --account   whose data it opens
  --role      member by default: viewers read, members also write, operators also open the queues
  --sub       who it stands for, as the logs show it (ROLE@ACCOUNT)
  --expires   number and unit s, m, h or d (24h)
  --dir DIR   where the checkout's secret is kept (.sluice)
`;

const ROLES = ['viewer', 'member', 'operator'];
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * @param {{ secret: string, account: string, role?: string, sub?: string | undefined, expires?: string }} claims
 * @returns {string} a JWT, HS256
 */
export function signToken({ secret, account, role = 'member', sub = `${role}@${account}`, expires = '24h' }) {
  if (!ROLES.includes(role)) throw new Plain(`There is no role ${role}: ${ROLES.join(', ')}.`);
  const [, count, unit] = /^(\d+)([smhd])$/.exec(expires) ?? [];
  if (!count || !unit) throw new Plain(`--expires ${expires}: a number and a unit, such as 30m, 24h or 7d.`);
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + Number(count) * SECONDS[/** @type {keyof typeof SECONDS} */ (unit)];
  const issuer = process.env.JWT_ISSUER ? { iss: process.env.JWT_ISSUER } : {};
  const audience = process.env.JWT_AUDIENCE ? { aud: process.env.JWT_AUDIENCE } : {};
  const encode = (/** @type {object} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { account_id: account, sub, role, ...issuer, ...audience, iat, exp };
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

async function main() {
  const text = /** @type {const} */ ({ type: 'string' });
  const options = { account: text, role: text, sub: text, expires: text, dir: text };
  const { values } = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  if (!values.account) throw new Plain(`--account is missing.\n\n${HELP}`);
  loadEnvFile();
  if (process.env.JWT_JWKS_URL) throw new Plain('JWT_JWKS_URL is set: tokens come from that identity provider.');
  const { account, role = 'member', sub, expires = '24h', dir } = values;
  process.stdout.write(`${signToken({ secret: jwtSecret(dir), account, role, sub, expires })}\n`);
}

if (import.meta.filename === process.argv[1]) await runMain(main);
