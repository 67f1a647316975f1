import { defineConfig } from 'vitest/config';

/** `unit` needs no server; `servers` runs against real MySQL, Redis and S3 named by the environment. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,libs}/*/src/**/*.test.ts', 'scripts/**/*.test.mjs', 'test/house.test.ts'],
          exclude: ['**/*.servers.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'servers',
          include: ['{apps,libs}/*/src/**/*.servers.test.ts', 'test/**/*.servers.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // The two projects have different numbers of workers, so they run one after the other.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
    ],
  },
});
