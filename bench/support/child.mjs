// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { startChild as startNode } from '../../scripts/child.mjs';

/** @import { LogLine } from '../../scripts/child.d.mts' */

/**
 * Starts a Node program, waits for the line that says it is ready, and discards its output from then on.
 * @param {string} script
 * @param {{ env?: Record<string, string | undefined>, args?: readonly string[], nodeArgs?: readonly string[], ready: (line: LogLine) => boolean }} how
 * @throws Error with its last output if it exits before that
 */
export async function startChild(script, { env = {}, args = [], nodeArgs = [], ready }) {
  const child = startNode(script, { env: { ...process.env, ...env }, args, nodeArgs });
  const line = await child.waitForLine(ready);
  child.discardOutput();
  const { pid } = child;
  return {
    pid,
    /** The line that `ready` accepted. */
    line,
    /** Peak resident set size since `forgetPeak`, in MiB (VmHWM of proc(5)). */
    peakMiB: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    forgetPeak: () => writeFileSync(`/proc/${pid}/clear_refs`, '5'),
    stop: async () => void (await child.stop()),
  };
}

/** @typedef {Awaited<ReturnType<typeof startChild>>} Child */
