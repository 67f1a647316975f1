// @ts-check
import { appendFileSync } from 'node:fs';

const GROUPS = /** @type {const} */ (['operations', 'faults', 'checks', 'answers', 'errors logged']);
/** @typedef {(typeof GROUPS)[number]} Group */

/** Counts what a soak did, and keeps the problems that it found. */
export class Tally {
  /** @type {Map<Group, Map<string, number>>} */
  #counts = new Map(GROUPS.map((group) => [group, new Map()]));
  /** @type {string[]} */
  problems = [];
  /** How long the faults lasted. */
  minutes = 0;
  #logFile;

  /** @param {string} logFile takes everything that happens, with its time */
  constructor(logFile) {
    this.#logFile = logFile;
  }

  /** @param {Group} group @param {string} kind */
  count(group, kind, by = 1) {
    const counts = this.#of(group);
    counts.set(kind, (counts.get(kind) ?? 0) + by);
  }

  /** Writes a line to the log of the soak only. @param {string} line */
  note(line) {
    appendFileSync(this.#logFile, `${new Date().toISOString()} ${line}\n`);
  }

  /** Something that Sluice must not do. @param {string} text */
  problem(text) {
    this.problems.push(text);
    this.note(`PROBLEM ${text}`);
    process.stderr.write(`soak: PROBLEM ${text}\n`);
  }

  /** Counts a check, and records a problem if there are differences. @param {string} kind @param {string} what @param {readonly string[]} differences */
  check(kind, what, differences) {
    this.count('checks', kind);
    if (differences.length > 0) this.problem(`${kind}, ${what}: ${differences.slice(0, 5).join('; ')}`);
    return differences.length === 0;
  }

  /** @param {Group} group */
  total(group) {
    return [...this.#of(group).values()].reduce((sum, count) => sum + count, 0);
  }

  /** One line per group: its total and its kinds. */
  lines() {
    return GROUPS.map((group) => {
      const kinds = [...this.#of(group)].sort(([a], [b]) => (a < b ? -1 : 1));
      const list = kinds.map(([kind, count]) => `${kind} ${count}`).join(', ');
      return `${group}: ${this.total(group)}${list && `\n  ${list}`}`;
    });
  }

  /** @param {Group} group */
  #of(group) {
    return /** @type {Map<string, number>} */ (this.#counts.get(group));
  }
}
