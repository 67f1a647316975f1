// @ts-check
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Bundles the built program of the workspace in the working directory, and the threads that it starts:
 * `node ../../scripts/bundle.mjs [FILE...]`, paths below `dist`. The tests start programs some 400 times, and one file loads
 * in half of the time that 1,200 take. Bundles are in `dist` itself, where paths relative to the program stay true. The
 * program is CommonJS, because only that can have V8's code cache (run-bundle.cjs).
 */
const threads = process.argv.slice(2);
/** Packages that load files relative to their own path, so they stay outside the bundle. */
const external = ['@duckdb/node-api', '@bull-board/api'];

for (const name of readdirSync('dist')) if (/^bundle.*\.c?js\b|\.cache$/.test(name)) rmSync(path.join('dist', name));
await bundle({ bundle: 'dist/main.js' }, 'cjs');
if (threads.length > 0) {
  await bundle(Object.fromEntries(threads.map((file) => [path.basename(file, '.js'), path.join('dist', file)])), 'esm');
}

/** @param {Record<string, string>} input @param {'cjs' | 'esm'} format */
async function bundle(input, format) {
  const made = await rolldown({ input, platform: 'node', external, logLevel: 'warn' });
  const extension = format === 'cjs' ? 'cjs' : 'js';
  const names = { entryFileNames: `[name].${extension}`, chunkFileNames: `bundle-[name].${extension}` };
  // Not `asciiOnly`: it escapes characters in String.raw`…` and in regular expressions whose source DuckDB reads.
  await made.write({ dir: 'dist', format, ...names, comments: false });
  await made.close();
}
