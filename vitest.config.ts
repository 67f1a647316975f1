import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { soaking } from './libs/core/src/testing/soak.ts';
import { LongestFirst } from './test/sequencer.ts';

const cores = availableParallelism();
/** Long enough for a busy machine, so that only a hanging test reaches it. */
const PATIENCE_MS = soaking ? 3_600_000 : 300_000;
const patience = { testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS };

/** `unit` needs no server; `servers` runs against real MySQL, Redis and S3 named by the environment. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{apps,libs}/*/src/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'test/{house,adding/*,patterns/*}.test.ts',
          ],
          exclude: ['**/*.servers.test.ts', '**/node_modules/**'],
          ...patience,
          maxWorkers: cores,
          isolate: false,
        },
      },
      {
        test: {
          name: 'servers',
          include: ['{apps,libs}/*/src/**/*.servers.test.ts', 'test/**/*.servers.test.ts'],
          ...patience,
          expect: { poll: { timeout: 60_000 } },
          // The two projects have different numbers of workers, so they run one after the other.
          sequence: { groupOrder: 1 },
          // More than cores, because these suites spend half of their time waiting for servers.
          maxWorkers: cores + 2,
          isolate: false,
        },
      },
    ],
  },
});
