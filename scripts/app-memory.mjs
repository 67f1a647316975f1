// @ts-check

/**
 * How node is started so that an app needs less memory (docs/operations.md#memory-of-a-worker): its arguments and environment.
 * docker-compose.yml says the same.
 *
 * The main thread of a worker passes on buffers and keeps few young objects: 8 MB are enough for them instead of the 32 of Node 20
 * and the 128 of Node 24. Its other threads have limits of their own. By default glibc keeps freed memory for each thread apart; a
 * worker has about ten.
 */
export const APP_MEMORY = /** @type {const} */ ({
  api: { args: [], env: {} },
  worker: { args: ['--max-semi-space-size=4'], env: { MALLOC_ARENA_MAX: '2' } },
});
