// @ts-check
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './paths.mjs';

/** @import { Child, ChildOptions, Exit, LogLine } from './child.d.mts' */

const PATIENCE_MS = 60_000;
const STOP_MS = 60_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const living = new Set();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** @param {string} script @param {ChildOptions} options @returns {Child} */
export function startChild(script, { env, args = [], nodeArgs = [], patienceMs = PATIENCE_MS }) {
  const name = path.relative(ROOT, script);
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  /** @type {LogLine[]} */
  const lines = [];
  /** @type {Set<(line: LogLine) => void>} */
  const listeners = new Set();
  const readers = [child.stdout, child.stderr].map((stream) =>
    createInterface({ input: stream }).on('line', (text) => {
      const line = parseLine(text);
      lines.push(line);
      for (const listener of [...listeners]) listener(line);
    }),
  );
  // `close`, not `exit`: only then has all output been read.
  const exited = /** @type {Promise<Exit>} */ (
    new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        living.delete(child);
        resolve({ code, signal });
      });
    })
  );

  return {
    pid: child.pid ?? 0,
    lines,
    exited,
    kill: (signal = 'SIGTERM') => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const { code } = await exited;
      clearTimeout(timer);
      return code;
    },
    waitForLine(matches, timeoutMs = patienceMs) {
      const found = lines.find(matches);
      if (found) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const settle = (/** @type {() => void} */ act) => {
          clearTimeout(timer);
          listeners.delete(listener);
          act();
        };
        const listener = (/** @type {LogLine} */ line) => {
          if (matches(line)) settle(() => resolve(line));
        };
        const fail = (/** @type {string} */ why) =>
          settle(() => reject(new Error(`${name} ${child.pid}: ${why}. It wrote:\n${tail(lines)}`)));
        const timer = setTimeout(() => fail(`no such line within ${timeoutMs} ms`), timeoutMs);
        listeners.add(listener);
        void exited.then(({ code, signal }) => fail(`exited (${code ?? signal}) before`));
      });
    },
    discardOutput() {
      for (const reader of readers) reader.close();
      for (const stream of [child.stdout, child.stderr]) stream.removeAllListeners('data').resume();
    },
  };
}

/** @param {readonly LogLine[]} lines @param {number} [count] */
export const tail = (lines, count = 30) =>
  lines
    .slice(-count)
    .map((line) => JSON.stringify(line))
    .join('\n');

/** @param {string} text @returns {LogLine} */
function parseLine(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Not a JSON line.
  }
  return { msg: text };
}
