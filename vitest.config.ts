import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { soaking } from './libs/core/src/testing/soak.ts';
import { LongestFirst } from './test/sequencer.ts';

/** Long enough for a busy machine, so that only a hanging test reaches it. */
const PATIENCE_MS = soaking ? 3_600_000 : 600_000;
const shared = {
  testTimeout: PATIENCE_MS,
  hookTimeout: PATIENCE_MS,
  // More than cores, because most suites spend half of their time waiting for servers.
  maxWorkers: availableParallelism() + 3,
  // Loading the modules again for each suite would take a tenth of all processor time.
  isolate: false,
  // Node loads what is built already, instead of vitest transforming it for each process.
  server: { deps: { external: [/\/(apps|libs)\/\w+\/dist\//] } },
  setupFiles: process.env.PROCESSOR_TIMES ? ['test/processor-times.ts'] : [],
};

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
            '{scripts,soak,bench}/**/*.test.mjs',
            'test/{house,adding/*,patterns/*}.test.ts',
          ],
          exclude: ['**/*.servers.test.ts', '**/node_modules/**'],
          ...shared,
        },
      },
      {
        test: {
          name: 'servers',
          include: ['{apps,libs}/*/src/**/*.servers.test.ts', 'test/**/*.servers.test.ts'],
          ...shared,
          expect: { poll: { timeout: 60_000, interval: 100 } },
        },
      },
    ],
  },
});
