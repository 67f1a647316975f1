// @ts-check
import path from 'node:path';
import { jwtSecret } from '../environment.mjs';
import { statePaths } from '../paths.mjs';
import { readOr } from '../process.mjs';
import { Plain } from '../progress.mjs';
import { signToken } from '../token.mjs';

/** @typedef {{ url: string, token: string }} Access */

/** @typedef {{ total: number, moved: number, percent: number, error: string | null }} Drain */
/**
 * @typedef {{ server_id: string, name: string, endpoint: string | null, bucket: string, status: string,
 *   healthy: boolean, last_error: string | null, used_space: number, available_space: number | null, chunks: number,
 *   ring_share: number, drain: Drain | null }} Server
 */

/** Where the API is, and an operator's token for it: as the environment says, else those of `npm start`. @returns {Access} */
export function findAccess({ url = process.env.SLUICE_URL, token = process.env.SLUICE_TOKEN } = {}) {
  return { url: url || runningUrl(), token: token || ownToken() };
}

function runningUrl() {
  const port = readOr(path.join(statePaths().base, 'api-port'), '').trim();
  if (port) return `http://127.0.0.1:${port}`;
  throw new Plain('No API is known here: npm start starts one, or set SLUICE_URL to one that runs.');
}

function ownToken() {
  if (process.env.JWT_JWKS_URL) {
    throw new Plain("JWT_JWKS_URL is set: put an operator's token of that identity provider into SLUICE_TOKEN.");
  }
  return signToken({ secret: jwtSecret(), account: 'operator', role: 'operator' });
}

/**
 * One call; what it refuses is told as it says it.
 * @param {Access} access @param {string} method @param {string} target below `/api/v1/storage-servers` @param {object} [body]
 * @returns {Promise<any>} its JSON; undefined where there is none
 */
export async function call({ url, token }, method, target, body) {
  const headers = { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) };
  const address = new URL(`/api/v1/storage-servers${target}`, url);
  const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  const answer = await fetch(address, { ...init, signal: AbortSignal.timeout(60_000) }).catch((error) => {
    throw new Plain(`The API at ${url} does not answer: ${error.cause?.message || error.cause?.code || error.message}`);
  });
  const text = await answer.text();
  if (!answer.ok) throw new Plain(refusal(answer.status, text));
  return text === '' ? undefined : JSON.parse(text);
}

/** The words of a problem (RFC 9457), its fields among them. @param {number} status @param {string} text */
export function refusal(status, text) {
  /** @type {{ title?: string, detail?: string, fields?: { field: string, message: string }[] }} */
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    return `The API answered ${status}: ${text.slice(0, 300)}`;
  }
  const { title = `Status ${status}`, detail = '', fields = [] } = problem;
  const lines = fields
    .filter(({ message }) => message !== detail)
    .map(({ field, message }) => `  ${field}: ${message}`);
  const hint = status === 401 || status === 403 ? ["  Set SLUICE_TOKEN to an operator's token of that API."] : [];
  return [`${title}: ${detail}`, ...lines, ...hint].join('\n');
}

/** The server of that name or id. @param {Access} access @param {string} nameOrId @returns {Promise<Server>} */
export async function findServer(access, nameOrId) {
  /** @type {{ items: Server[] }} */
  const { items } = await call(access, 'GET', '');
  const found = items.find(({ name, server_id: id }) => name === nameOrId || id === nameOrId);
  if (found) return found;
  const names = items.map(({ name }) => name).join(', ');
  throw new Plain(`There is no storage server ${nameOrId}${names ? `; there are ${names}` : ''}.`);
}
