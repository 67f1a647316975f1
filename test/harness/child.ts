import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { collectorFlags } from '@sluice/core';
import { soaking } from '@sluice/core/testing';
import { type Child, startChild as startNode } from '../../scripts/child.mjs';
import { PATIENCE_MS } from './wait-for.ts';

export { type Child, type Exit, type LogLine, tail } from '../../scripts/child.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
// vitest ends a hanging worker without `exit`: by a signal, or by disconnecting from it.
for (const event of ['SIGTERM', 'disconnect'] as const) process.once(event, () => process.exit(1));

/**
 * Most processes live for a second or two, in which V8 would spend a fifth of their processor time on optimizing code that
 * ends before it pays. A soak optimizes as in production.
 */
const SHORT_LIVED = soaking ? [] : ['--interrupt-budget=1000000'];

/** The program that an app runs: the bundle of `apps/<app>/dist/main.js`. */
export const bundleOf = (app: 'api' | 'worker'): string => `${ROOT}apps/${app}/dist/bundle.cjs`;

/** Starts an app with exactly this environment (and PATH, HOME). */
export function startChild(
  app: 'api' | 'worker',
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
  bundle = bundleOf(app),
): Child {
  if (!existsSync(bundle)) throw new Error(`${bundle} is not there: build first (npm run build)`);
  const { PATH = '', HOME = '' } = process.env;
  return startNode(`${ROOT}scripts/run-bundle.cjs`, {
    env: { PATH, HOME, ...env },
    args: [bundle],
    // A code cache is only valid under the flags with which it was made, and the apps set these themselves.
    nodeArgs: [...collectorFlags, ...SHORT_LIVED, ...nodeArgs],
    patienceMs: PATIENCE_MS,
  });
}
