import { type Child, startChild } from './child.ts';

/** A running worker process. */
export type Worker = Child;

/** Starts the built worker as its own process and waits until it is ready. `env` is usually `stack.env` and more. */
export async function startWorker(
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
): Promise<Worker> {
  const child = startChild('worker', { NODE_ENV: 'test', LOG_LEVEL: 'info', ...env }, nodeArgs);
  await child.waitForLine((line) => line.msg === 'ready');
  return child;
}
