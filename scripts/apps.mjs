// @ts-check
import { existsSync } from 'node:fs';
import path from 'node:path';
import { APP_MEMORY } from './app-memory.mjs';
import { ROOT } from './paths.mjs';
import { endProcess, livePid, startDetached, tailOf, waitUntil } from './process.mjs';
import { Plain } from './progress.mjs';

/** @typedef {'api' | 'worker'} AppName @typedef {{ logs: string, pids: string }} Place */

export const APP_NAMES = /** @type {const} */ (['api', 'worker']);

/** @param {Place} place @param {AppName} name */
export const appLog = ({ logs }, name) => path.join(logs, `${name}.log`);

/** @param {Place} place @param {AppName} name */
const appPid = ({ pids }, name) => path.join(pids, `${name}.pid`);

/** @param {Place} place @param {AppName} name */
export const isAppUp = (place, name) => livePid(appPid(place, name)) !== undefined;

/** Starts api or worker in the background. @param {Place} place @param {AppName} name @param {NodeJS.ProcessEnv} env */
export async function startApp(place, name, env) {
  const main = path.join(ROOT, 'apps', name, 'dist', 'main.js');
  if (!existsSync(main)) throw new Plain(`${main} does not exist, although the build succeeded.`);
  const memory = APP_MEMORY[name];
  const args = ['--enable-source-maps', ...memory.args, main];
  const [logFile, pidFile] = [appLog(place, name), appPid(place, name)];
  await startDetached({ command: process.execPath, args, logFile, pidFile, env: { ...memory.env, ...env }, cwd: ROOT });
}

/**
 * Waits until the API reports MySQL, Redis and S3 as reachable. Fails as soon as one of the apps exits.
 * @param {Place} place
 * @param {string} url of the API
 */
export async function waitForApps(place, url) {
  const ended = () => APP_NAMES.find((name) => !isAppUp(place, name));
  const ready = await waitUntil(async () => ended() !== undefined || (await isReady(url)), 60_000, 200);
  const dead = ended();
  if (ready && !dead) return;
  const what = dead ? `The ${dead} exited.` : `${url}/health/ready did not return 200: ${await answerOf(url)}`;
  throw new Plain(`${what}\n\n${logTails(place)}`);
}

/** @param {string} url */
const isReady = async (url) => (await ask(url))?.ok === true;

/** @param {string} url */
const answerOf = async (url) => (await (await ask(url))?.text()) ?? 'no answer';

/** @param {string} url */
const ask = (url) => fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);

/** The last lines of both logs, for an error message. @param {Place} place @param {number} [lines] */
export const logTails = (place, lines = 20) =>
  APP_NAMES.map((name) => `Last lines of ${appLog(place, name)}:\n${tailOf(appLog(place, name), lines)}`).join('\n\n');

/**
 * Stops running apps: SIGTERM, then SIGKILL after 15 seconds.
 * @param {Place} place
 * @param {import('./progress.mjs').Log} log
 * @returns {Promise<boolean>} whether anything was running
 */
export async function stopApps(place, log) {
  const outcomes = await Promise.all(
    APP_NAMES.map(async (name) => {
      const outcome = await endProcess(appPid(place, name), { patience: 15_000 });
      if (outcome === 'stopped') log(`${name} stopped`);
      if (outcome === 'killed') log(`${name} did not stop within 15 s and was killed; see its log`);
      return outcome;
    }),
  );
  return outcomes.some((outcome) => outcome !== 'gone');
}
