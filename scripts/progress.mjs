// @ts-check

/** @typedef {(line: string) => void} Log */

const began = performance.now();

/** Prints a line of progress with the time since the command started. @type {Log} */
export function progress(line) {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`${seconds} s  ${line}\n`);
}

/** A failure whose message is meant for the user: shown without a stack. */
export class Plain extends Error {}
