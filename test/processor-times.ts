import { appendFileSync, readFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';

/**
 * A setup file of `npm test -- --times`: before and after each suite it notes how much processor time this vitest process, and
 * the processes that it has started and that have ended, have used so far. `scripts/processor-times.mjs` computes the differences.
 */
const notes = process.env.PROCESSOR_TIMES ?? '';

function note(suite: string): void {
  appendFileSync(notes, `${JSON.stringify({ pid: process.pid, suite, ...used() })}\n`);
}

/** Seconds. Linux alone tells those of ended children. */
function used(): { own: number; children: number } {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const own = (userCPUTime + systemCPUTime) / 1e6;
  if (process.platform !== 'linux') return { own, children: 0 };
  const stat = readFileSync('/proc/self/stat', 'latin1');
  // Behind the program's name, which may contain spaces; a hundredth of a second is the unit on every common system.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { own, children: (Number(fields[13]) + Number(fields[14])) / 100 };
}

note(expect.getState().testPath ?? '');
// Registered before those of the suite, and therefore called after them.
afterAll(() => note(''));
