// @ts-check
import { constants } from 'node:os';
import { Plain } from './progress.mjs';

/** @type {(() => unknown)[]} */
const steps = [];
let interrupted = false;

/** Has something done when the command ends, also by Ctrl-C; what came last goes first. @param {() => unknown} step */
export function atEnd(step) {
  steps.push(step);
}

/** Whether the command was told to end; what it still finds out is then of no use. */
export const isInterrupted = () => interrupted;

/** @type {Promise<void> | undefined} */
let cleaning;

/** Once, and the same for all who ask: the end of the main function and a signal may meet. */
function cleanUp() {
  cleaning ??= (async () => {
    for (let step = steps.pop(); step; step = steps.pop()) await step();
  })();
  return cleaning;
}

/**
 * Runs a command's main function; a failure becomes clear text and exit code 1.
 * @param {() => Promise<number | void>} main its number becomes the exit code
 */
export async function runMain(main) {
  // `npm start | head`: a reader that has left must not keep us from cleaning up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      interrupted = true;
      process.stderr.write(`\n${signal}: cleaning up\n`);
      void cleanUp().finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
  await cleanUp().catch((error) => {
    report(error);
    process.exitCode = 1;
  });
}

/** @param {unknown} error */
function report(error) {
  // What fails after Ctrl-C fails because of it.
  if (interrupted) return;
  const text = isPlain(error) ? error.message : (error instanceof Error && error.stack) || String(error);
  process.stderr.write(`\n${text}\n`);
}

/** Ours, or Node's about the arguments: the message says all. @param {unknown} error @returns {error is Error} */
const isPlain = (error) =>
  error instanceof Plain || (error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code)));
