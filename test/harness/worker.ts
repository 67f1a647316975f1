import { type Child, startChild } from './child.ts';

/** A running worker process. */
export interface Worker extends Child {
  /** SIGTERM, and SIGKILL if that has not ended it within 15 s. Answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the built worker as a process of its own and waits until it is ready. `env` is usually `stack.env` and more. */
export async function startWorker(
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
): Promise<Worker> {
  const child = startChild('worker', { NODE_ENV: 'test', LOG_LEVEL: 'info', ...env }, nodeArgs);
  await child.waitForLine((line) => line.msg === 'ready', 60_000);
  return {
    ...child,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const { code } = await child.exited;
      clearTimeout(timer);
      return code;
    },
  };
}
