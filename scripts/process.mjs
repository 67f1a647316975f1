// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Plain } from './progress.mjs';
import { atEnd } from './run-main.mjs';

/**
 * The start time of a process, or undefined if it has ended. Pids are reused; together with the start time a pid is
 * unique.
 * @param {number} pid
 */
export function birthOf(pid) {
  try {
    if (process.platform === 'linux') return birthOnLinux(pid);
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '').replaceAll(' ', '_');
  } catch {
    return undefined;
  }
}

/**
 * A zombie counts as ended, because in a container it may never be reaped; but not while it has threads left, which still
 * hold its ports and files.
 * @param {number} pid
 */
function birthOnLinux(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const over = fields[0] === 'X' || (fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1);
  return over ? undefined : fields[19];
}

/** @param {number} pid */
export const identityOf = (pid) => `${pid} ${birthOf(pid) ?? '-'}`;

/**
 * The pid written in `file` by `identityOf`, if that same process is still running.
 * @param {string} file
 */
export function livePid(file) {
  const [pid, birth] = readOr(file, '').trim().split(' ');
  return pid && birth && birthOf(Number(pid)) === birth ? Number(pid) : undefined;
}

/**
 * Starts a program that outlives this one, with its output in a log file and its identity in a pid file.
 * @param {{ command: string, args: string[], logFile: string, pidFile: string, env?: NodeJS.ProcessEnv, cwd?: string }} program
 */
export async function startDetached({ command, args, logFile, pidFile, env = process.env, cwd }) {
  if (existsSync(logFile)) renameSync(logFile, logFile.replace(/(\.log)?$/, '.previous$1'));
  const log = openSync(logFile, 'w');
  try {
    const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], env, cwd });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    writeFileSync(pidFile, identityOf(/** @type {number} */ (child.pid)));
    child.unref();
  } finally {
    closeSync(log);
  }
}

/**
 * Stops the process of a pid file: a signal, then SIGKILL after `patience`.
 * @param {string} pidFile
 * @param {{ signal?: NodeJS.Signals, patience?: number }} [options] patience in milliseconds
 * @returns {Promise<'gone' | 'stopped' | 'killed'>}
 */
export async function endProcess(pidFile, { signal = 'SIGTERM', patience = 30_000 } = {}) {
  const pid = livePid(pidFile);
  if (pid === undefined) {
    rmSync(pidFile, { force: true });
    return 'gone';
  }
  signalQuietly(pid, signal);
  const stopped = await waitUntil(() => livePid(pidFile) === undefined, patience);
  if (!stopped) {
    signalQuietly(pid, 'SIGKILL');
    await waitUntil(() => livePid(pidFile) === undefined, 10_000);
  }
  rmSync(pidFile, { force: true });
  return stopped ? 'stopped' : 'killed';
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalQuietly(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the check and the signal.
  }
}

/**
 * Runs a program with all output in a log file and waits for it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ logFile: string, env?: NodeJS.ProcessEnv, cwd?: string, input?: string, append?: boolean,
 *   patience?: number }} options patience: milliseconds after which it is killed
 * @throws {Plain} with the last lines of the log if it fails
 */
export async function runLogged(command, args, { logFile, env = process.env, cwd, input, append = false, patience }) {
  const log = openSync(logFile, append ? 'a' : 'w');
  try {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const limit = patience === undefined ? {} : { timeout: patience, killSignal: /** @type {const} */ ('SIGKILL') };
    const child = spawn(command, args, { stdio: [stdin, log, log], env, cwd, ...limit });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    const code = await new Promise((resolve, reject) =>
      child.once('error', reject).once('exit', (code, signal) => resolve(code ?? signal)),
    );
    if (code !== 0)
      throw new Plain(`${command} exited with ${code}. Last lines of ${logFile}:\n${tailOf(logFile, 25)}`);
  } finally {
    closeSync(log);
  }
}

/**
 * Runs a program in the foreground with inherited output; a request to stop is passed to it first.
 * @param {string} command @param {string[]} args @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code
 */
export async function runShown(command, args, { env = process.env, cwd } = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env, cwd });
  /** @type {Promise<number>} */
  const exited = new Promise((resolve, reject) =>
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1)),
  );
  atEnd(async () => {
    if (child.exitCode === null && child.kill()) await exited;
  });
  return exited;
}

/** The last lines of a file, indented. @param {string} file @param {number} lines */
export function tailOf(file, lines) {
  const all = readOr(file, '(no log)').trimEnd().split('\n');
  return all
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}

/** @param {string} file @param {string} otherwise */
export function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

/**
 * @param {() => boolean | Promise<boolean>} condition
 * @param {number} patience milliseconds
 * @returns {Promise<boolean>} whether it became true in time
 */
export async function waitUntil(condition, patience, pause = 50) {
  const end = performance.now() + patience;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() > end) return false;
    await sleep(pause);
  }
}
