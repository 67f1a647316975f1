import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { patience } from './api.ts';
import { bundleOf, type Child, startChild } from './child.ts';

/** A running worker process. */
export type Worker = Child;
type Env = Readonly<Record<string, string>>;

/** Sweeps would repair what a test has broken; tests of sweeps set their own interval. */
const NO_SWEEPS = { ORPHAN_SWEEP_MS: '3600000' };

/** Starts the built worker as its own process and waits until it is ready. `env` is usually `stack.env` and more. */
export async function startWorker(env: Env, nodeArgs: readonly string[] = [], bundle?: string): Promise<Worker> {
  const defaults = { NODE_ENV: 'test', LOG_LEVEL: 'info', ...patience, ...NO_SWEEPS };
  const child = startChild('worker', { ...defaults, ...env }, nodeArgs, bundle);
  await child.waitForLine((line) => line.msg === 'ready');
  return child;
}

/**
 * Starts a worker that imitates an older release: every name in `unknown` is another one in its program, so that it does not know
 * members of definitions and options with these names.
 */
export async function startOlderWorker(env: Env, unknown: readonly string[]): Promise<Worker> {
  const bundle = bundleOf('worker').replace('.cjs', `-older-${process.pid}.cjs`);
  const program = readFileSync(bundleOf('worker'), 'utf8');
  writeFileSync(
    bundle,
    unknown.reduce((text, name) => text.replaceAll(name, `${name}_of_old`), program),
  );
  try {
    return await startWorker(env, [], bundle);
  } finally {
    rmSync(bundle);
  }
}
