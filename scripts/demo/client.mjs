// @ts-check
import { logTails } from '../apps.mjs';
import { Plain } from '../progress.mjs';

/**
 * The demo's own API and worker.
 * @typedef {{ url: string, token: string, place: ReturnType<typeof import('../paths.mjs').demoPaths> }} Demo
 */

export const POLL_MS = 300;
export const FINAL = ['completed', 'failed', 'cancelled'];

/** Sends a request that must succeed; on failure the error includes the apps' logs. @param {Demo} demo @param {string} target @param {RequestInit} [init] */
export async function call({ url, token, place }, target, init = {}) {
  const headers = { ...init.headers, authorization: `Bearer ${token}` };
  const request = { ...init, headers, signal: AbortSignal.timeout(60_000) };
  const answer = await fetch(new URL(target, url), request).catch((error) => {
    throw new Plain(`${target}: ${error.cause?.message ?? error.message}\n\n${logTails(place)}`);
  });
  if (!answer.ok) throw new Plain(`${target} returned ${answer.status}: ${await answer.text()}\n\n${logTails(place)}`);
  return answer;
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(text);
}
