// @ts-check
import path from 'node:path';
import { ROOT } from './paths.mjs';

const SHOWN = 20;

/** @typedef {{ pid: number, suite: string, own: number, children: number }} Note what `test/processor-times.ts` writes */

/**
 * The suites that used most processor time: seconds of the vitest process and of the processes that the suite started.
 * @param {string} notes one JSON document per line
 */
export function timesTable(notes) {
  /** @type {Map<number, Note>} */
  const last = new Map();
  /** @type {{ suite: string, own: number, children: number }[]} */
  const suites = [];
  for (const line of notes.split('\n').filter(Boolean)) {
    /** @type {Note} */
    const note = JSON.parse(line);
    const before = last.get(note.pid);
    if (before?.suite) {
      const { suite } = before;
      suites.push({ suite, own: note.own - before.own, children: note.children - before.children });
    }
    last.set(note.pid, note);
  }
  const total = (/** @type {{ own: number, children: number }} */ { own, children }) => own + children;
  const all = suites.reduce((sum, suite) => sum + total(suite), 0);
  const shown = suites.toSorted((a, b) => total(b) - total(a)).slice(0, SHOWN);
  const row = (/** @type {(number | string)[]} */ ...cells) =>
    cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : cell).padStart(9)).join('');
  return [
    `processor seconds of ${suites.length} suites: ${all.toFixed(1)}, without those of MySQL, Valkey and S3`,
    `${row('total', 'vitest', 'children')}  suite`,
    ...shown.map((suite) => `${row(total(suite), suite.own, suite.children)}  ${path.relative(ROOT, suite.suite)}`),
    '',
  ].join('\n');
}
