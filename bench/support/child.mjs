// @ts-check
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const LOG_KEPT = 20_000;

/**
 * Starts a Node program and waits until its output matches `ready`.
 * @param {string} script
 * @param {{ env?: Record<string, string | undefined>, args?: readonly string[], ready: RegExp }} how
 * @throws Error with its last output if it exits before that
 */
export async function startChild(script, { env = {}, args = [], ready }) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const keep = (/** @type {Buffer} */ text) => {
    log = (log + text).slice(-LOG_KEPT);
  };
  child.stderr.on('data', keep);
  const found = await new Promise((resolve, reject) => {
    const look = (/** @type {Buffer} */ text) => {
      keep(text);
      const match = ready.exec(log);
      if (!match) return;
      // From now on its output is discarded, so that reading it does not affect the measurement.
      child.stdout.off('data', look).resume();
      resolve(match);
    };
    child.stdout.on('data', look);
    child.once('exit', () => reject(new Error(`${path.basename(script)} ended while starting:\n${log}`)));
  });
  const pid = /** @type {number} */ (child.pid);
  return {
    pid,
    /** The match of `ready`. */
    match: /** @type {RegExpExecArray} */ (found),
    /** Peak resident set size since `forgetPeak`, in MiB (VmHWM of proc(5)). */
    peakMiB: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    forgetPeak: () => writeFileSync(`/proc/${pid}/clear_refs`, '5'),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startChild>>} Child */
