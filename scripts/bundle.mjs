// @ts-check
import path from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Bundles the built program of the workspace in the working directory, and the threads that it starts:
 * `node ../../scripts/bundle.mjs [FILE...]`, paths below `dist`. The tests start programs some 400 times, and one file loads
 * in half of the time that 1,200 take. Bundles are in `dist` itself, where paths relative to the program stay true.
 */
const threads = process.argv.slice(2);
const input = Object.fromEntries([
  ['bundle', 'dist/main.js'],
  ...threads.map((file) => [path.basename(file, '.js'), path.join('dist', file)]),
]);
/** Packages that load files relative to their own path, so they stay outside the bundle. */
const external = ['@duckdb/node-api', '@bull-board/api'];
const bundle = await rolldown({ input, platform: 'node', external, logLevel: 'warn' });
await bundle.write({ dir: 'dist', format: 'esm', chunkFileNames: 'bundle-[name].js' });
await bundle.close();
