import type { Socket } from 'node:net';
import { inTime } from '@sluice/core';
import type { Connection as CoreConnection, QueryError } from 'mysql2';
import mysql, { type RowDataPacket } from 'mysql2/promise';

/** A connection of mysql2, with what its types leave out. */
interface Watched extends Pick<CoreConnection, 'threadId'> {
  readonly stream: Socket;
  query(...given: unknown[]): Command;
}
interface Command {
  onResult?: ((error: QueryError | null, ...rest: unknown[]) => void) | undefined;
  once(event: 'end', listener: () => void): void;
}

export interface SilenceWatch {
  readonly url: string;
  /** How long the server may be silent while a statement waits for it, before anything is done. */
  readonly silenceMs: number;
  /** The server does not answer on this connection, or it no longer accepts writes: it is not the primary any more. */
  readonly onLost?: (reason: 'silent' | 'read-only') => void;
}

const PROBE_MS = 5_000;
/** As mysql2 understands it. ER_OPTION_PREVENTS_STATEMENT, ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION, ER_READ_ONLY_MODE */
const READ_ONLY = new Set([1290, 1792, 1836]);
/** Too many connections: of the server, of the user, of an account. */
const TOO_MANY_CONNECTIONS = new Set([1040, 1203, 1226]);

/**
 * Ends a connection whose server is silent while a statement waits for it. A host that is gone, a failover with open
 * sockets and a network that drops packets send nothing, and mysql2 waits forever. A long statement is silent too: whether
 * it still runs, the server says on another connection.
 */
export function watchSilence(connection: CoreConnection, { url, silenceMs, onLost = () => {} }: SilenceWatch): void {
  const watched = connection as unknown as Watched;
  const { stream } = watched;
  const send = watched.query.bind(watched);
  let waiting = 0;
  watched.query = (...given) => {
    const command = send(...given);
    waiting += 1;
    command.once('end', () => {
      waiting -= 1;
    });
    const answer = command.onResult;
    if (answer) {
      command.onResult = (error, ...rest) => {
        if (error && READ_ONLY.has(error.errno ?? 0)) onLost('read-only');
        answer(error, ...rest);
      };
    }
    return command;
  };
  stream.setTimeout(silenceMs);
  stream.on('timeout', async () => {
    if (waiting === 0) return;
    const heard = stream.bytesRead;
    const running = await isRunning(url, watched.threadId);
    if (stream.destroyed) return;
    if (running || stream.bytesRead > heard) {
      stream.setTimeout(silenceMs);
      return;
    }
    silentAt = Date.now();
    onLost('silent');
    const message = `The database has not answered for ${silenceMs} ms.`;
    stream.destroy(Object.assign(new Error(message), { code: 'ETIMEDOUT', fatal: true }));
  });
}

/** When a connection of this process was last found silent. */
let silentAt = 0;
const LATELY_MS = 60_000;

/**
 * Ends the session of a connection that was closed, if connections have been found silent lately: such a server does not
 * learn that it was closed, and the session would keep its locks for hours.
 */
export function endSessionSurely(url: string, threadId: number): void {
  if (Date.now() - silentAt < LATELY_MS) void isRunning(url, threadId, { end: true });
}

/**
 * Asks the server whether a session of ours executes something. A session that waits for its next statement is ended, or
 * any with `end`; false if it is gone, or if the server does not answer.
 */
async function isRunning(url: string, threadId: number, { end = false } = {}): Promise<boolean> {
  let probe: mysql.Connection | undefined;
  const ask = async (): Promise<boolean> => {
    probe = await mysql.createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), connectTimeout: PROBE_MS });
    probe.on('error', () => {});
    const [[own]] = await probe.query<RowDataPacket[]>('SELECT user() AS user, database() AS db');
    const [sessions] = await probe.query<RowDataPacket[]>('SHOW PROCESSLIST');
    // After a failover the number may belong to another session.
    const session = sessions.find(
      ({ Id, User, db }) => Id === threadId && db === own?.db && String(own?.user).startsWith(`${User}@`),
    );
    if (!session) return false;
    if (session.Command !== 'Sleep' && !end) return true;
    await probe.query(`KILL ${threadId}`).catch(() => {});
    return false;
  };
  try {
    return await inTime(ask(), PROBE_MS);
  } catch (error) {
    return TOO_MANY_CONNECTIONS.has((error as { errno?: number }).errno ?? 0);
  } finally {
    probe?.destroy();
  }
}
