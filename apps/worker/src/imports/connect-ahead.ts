import type { Db } from '@sluice/db';

/** A server may close a connection that is idle for longer. */
const FRESH_MS = 5_000;

/** Opens connections, the first one before it is needed. */
export interface ConnectionsAhead extends Pick<Db, '$connect'> {
  /** Closes the first one if nobody has asked for it. */
  close(): void;
}

/** Connects now; the first `$connect` within a few seconds gets that connection, and others get new ones. */
export function connectAhead(db: Pick<Db, '$connect'>): ConnectionsAhead {
  const since = performance.now();
  let ahead: ReturnType<Db['$connect']> | undefined = db.$connect();
  ahead.catch(() => {});
  const close = (): void => {
    ahead?.then(
      (connection) => connection.destroy(),
      () => {},
    );
    ahead = undefined;
  };
  return {
    $connect() {
      if (performance.now() - since > FRESH_MS) close();
      const first = ahead ?? db.$connect();
      ahead = undefined;
      return first;
    },
    close,
  };
}
