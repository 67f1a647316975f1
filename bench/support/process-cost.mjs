// @ts-check
import { readFileSync } from 'node:fs';
import { secondsOf } from './stats.mjs';

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

/** Processor seconds that a process has used, including its threads (proc(5), utime and stime). @param {number} pid */
export const cpuSeconds = (pid) => seconds(pid, 11, 12);

/** Processor seconds of those children of this process that have ended (proc(5), cutime and cstime). */
const endedChildrenSeconds = () => seconds('self', 13, 14);

/**
 * Seconds and processor seconds of work that child processes do, and that has ended with them.
 * @param {string} name of these processes @param {() => Promise<void>} work
 */
export async function timeChildren(name, work) {
  const before = endedChildrenSeconds();
  const seconds = await secondsOf(work);
  return { seconds, cpu: { [name]: endedChildrenSeconds() - before } };
}

/** @param {number | 'self'} pid @param {...number} times where proc(5) has them, from the third field on */
function seconds(pid, ...times) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may contain spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return times.reduce((sum, at) => sum + Number(fields[at]), 0) / TICKS_A_SECOND;
}

/** Resident memory in MiB. @param {number} pid */
export const residentMiB = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
