#!/usr/bin/env node
import { exitCodes } from './exit-codes.ts';
import { runProgram } from './program.ts';

const stop = new AbortController();
const interrupt = () => {
  // A second Ctrl-C exits immediately.
  if (stop.signal.aborted) process.exit(exitCodes.interrupted);
  process.stderr.write(
    `${process.stderr.isTTY ? '\r\x1b[K' : ''}Stopped. Uploaded data is kept; run the same command again to resume.\n`,
  );
  stop.abort();
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// `sluice errors ID | head`: a closed pipe is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

async function main(): Promise<void> {
  const { env, stdin, stdout, stderr } = process;
  // Until it has ended.
  process.exitCode = exitCodes.failed;
  process.exitCode = await runProgram(process.argv.slice(2), { env, stdin, stdout, stderr, signal: stop.signal });
}

void main();
