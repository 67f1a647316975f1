// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { progressBar } from '../progress-bar.mjs';
import { call, findServer } from './api.mjs';

/** @typedef {import('./api.mjs').Access} Access @typedef {import('./api.mjs').Server} Server */

const POLL_MS = 500;

/**
 * Asks for a server's chunks to be moved away and shows how far that is.
 * @param {Access} access @param {string} nameOrId @param {{ wait: boolean }} options
 * @returns {Promise<Server>} the server as it then is
 */
export async function drain(access, nameOrId, { wait }) {
  const { server_id: id } = await findServer(access, nameOrId);
  await call(access, 'POST', `/${id}/drain`);
  const bar = progressBar(process.stderr, 'chunks');
  const began = performance.now();
  for (let before; ; await delay(POLL_MS)) {
    /** @type {Server} */
    const server = await call(access, 'GET', `/${id}`);
    const goesOn = server.status === 'maintenance';
    if (!wait) return server;
    before ??= server.drain?.moved ?? 0;
    bar.show(stateOf(server, before, (performance.now() - began) / 1000), !goesOn);
    if (!goesOn) return server;
  }
}

/**
 * @param {Server} server @param {number} before what had been moved when the watching began @param {number} seconds since then
 * @returns {import('../progress-bar.mjs').State}
 */
export function stateOf({ drain: now }, before, seconds) {
  const { moved: done = 0, total = 0, error = null } = now ?? {};
  const rate = seconds > 0 && done > before ? (done - before) / seconds : null;
  return { done, total, rate, eta: rate && Math.ceil((total - done) / rate), ...(error ? { note: error } : {}) };
}

/** What the end of a draining was. @param {Server} server @returns {{ text: string, code: number }} */
export function drainEnd({ name, status, drain: now }) {
  if (status === 'maintenance')
    return { text: `The chunks of ${name} are being moved; list shows how far that is.`, code: 0 };
  if (status === 'active') return { text: `${name} was activated before it was empty.`, code: 1 };
  const text = `${name} is empty and inactive; remove takes it off the list.`;
  return now?.error ? { text: `${text} But: ${now.error}`, code: 1 } : { text, code: 0 };
}
