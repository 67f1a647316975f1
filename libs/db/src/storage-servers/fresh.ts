import { type SQL, sql } from 'drizzle-orm';
import { storageServers } from '../schema/index.ts';

/** Whether a server has answered within so many seconds, by the database's clock. */
export const isFresh = (staleSeconds: number): SQL<boolean> =>
  sql<boolean>`coalesce(${storageServers.lastHeartbeat} > now(3) - interval ${staleSeconds} second, false)`;
