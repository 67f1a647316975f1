import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@sluice/core';
import type { OpenDeps } from './deps.ts';

/** A shutdown takes at most 10 s: most of it for requests, the rest for their cleanup. */
const REQUESTS_MS = 8_000;
const CLEANUP_MS = 1_500;
const SWEEP_MS = 50;

/**
 * Shuts down in order: no new connections, event streams end (they listen to `stopping`), requests finish, remaining
 * requests are aborted and clean up, connections close.
 */
export async function stopServer(server: Server, { deps, close }: OpenDeps, logger: Logger): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that becomes idle after `close` would otherwise stay open for its keep-alive time.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  if (!(await within(REQUESTS_MS, closed))) {
    logger.warn({ requests: deps.inFlight.size }, 'aborting unfinished requests');
    server.closeAllConnections();
  }
  clearInterval(sweep);
  await within(CLEANUP_MS, deps.inFlight.settled());
  await within(CLEANUP_MS, close());
}

/** Whether `work` finished within `ms`. */
async function within(ms: number, work: Promise<void>): Promise<boolean> {
  const patience = new AbortController();
  const done = await Promise.race([
    work.then(() => true),
    delay(ms, false, { signal: patience.signal }).catch(() => false),
  ]);
  patience.abort();
  return done;
}
