import { setFlagsFromString } from 'node:v8';

/**
 * How V8 collects garbage in the API and in workers, and in their threads (docs/benchmarks.md#collecting-garbage).
 *
 * Parallel scavenges: MySQL and the threads of a worker need the cores that the helpers for young objects would use.
 *
 * Pretenuring: V8 makes arrays old from the start once it has seen that such arrays survive. If those are short-lived after all,
 * such as the cells of a piece of a file, each keeps what it refers to alive until the whole heap is collected.
 */
export const collectorFlags = ['--no-parallel-scavenge', '--no-allocation-site-pretenuring'] as const;

/** Call it before anything else: it affects what runs later, and threads that start later. */
export function tuneCollector(): void {
  for (const flag of collectorFlags) setFlagsFromString(flag);
}
