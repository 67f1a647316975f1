import type { Server } from 'node:http';
import { inTime, LateError, type Logger } from '@sluice/core';
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
  if (!(await endsWithin(REQUESTS_MS, closed))) {
    logger.warn({ requests: deps.inFlight.size }, 'aborting unfinished requests');
    server.closeAllConnections();
  }
  clearInterval(sweep);
  await endsWithin(CLEANUP_MS, deps.inFlight.settled());
  await endsWithin(CLEANUP_MS, close());
}

/** Whether `work` ended within `ms`. @throws what `work` throws */
async function endsWithin(ms: number, work: Promise<void>): Promise<boolean> {
  try {
    await inTime(work, ms);
    return true;
  } catch (error) {
    if (error instanceof LateError) return false;
    throw error;
  }
}
