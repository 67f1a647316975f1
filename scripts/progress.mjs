// @ts-check

/** @typedef {(line: string) => void} Log */

const began = performance.now();

/** One line of progress with the time since the command began. @type {Log} */
export function progress(line) {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`${seconds} s  ${line}\n`);
}

/** A failure whose message is written for the person at the keyboard: shown without a stack. */
export class Plain extends Error {}

/**
 * Runs a command's main function; a failure becomes clear text and exit code 1.
 * @param {() => Promise<number | void>} main its number becomes the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    const text = error instanceof Plain ? error.message : (error instanceof Error && error.stack) || String(error);
    process.stderr.write(`\n${text}\n`);
    process.exitCode = 1;
  }
}
