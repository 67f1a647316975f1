// @ts-check
import { constants } from 'node:os';
import { Plain } from './progress.mjs';

/** @type {(() => unknown)[]} */
const steps = [];
let interrupted = false;

/** Registers a cleanup step for the end of the command, including Ctrl-C; steps run in reverse order. @param {() => unknown} step */
export function atEnd(step) {
  steps.push(step);
}

/** Whether the command has been asked to stop; later results are then ignored. */
export const isInterrupted = () => interrupted;

/** @type {Promise<void> | undefined} */
let cleaning;

/** Runs once, for all callers: the end of the main function and a signal can coincide. */
function cleanUp() {
  cleaning ??= (async () => {
    for (let step = steps.pop(); step; step = steps.pop()) await step();
  })();
  return cleaning;
}

/**
 * Runs a command's main function. A failure is printed as text and results in exit code 1.
 * @param {() => Promise<number | void>} main its result is the exit code
 */
export async function runMain(main) {
  // `npm start | head`: a closed pipe must not prevent the cleanup.
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
  // Failures after Ctrl-C are caused by it.
  if (interrupted) return;
  const text = isPlain(error) ? error.message : (error instanceof Error && error.stack) || String(error);
  process.stderr.write(`\n${text}\n`);
}

/** Our own errors, and Node's about arguments: the message is enough. @param {unknown} error @returns {error is Error} */
const isPlain = (error) =>
  error instanceof Plain || (error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code)));
