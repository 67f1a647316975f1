import type { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type { Connection, ResultSetHeader } from 'mysql2/promise';
import { isLoadRefused } from '../../errors.ts';

/** LOAD DATA LOCAL on one connection, as long as the server takes it. */
export class Loader {
  readonly #connection: Connection;
  readonly #onRefused: (error: unknown) => void;
  /** Each connection finds out: it may lead to another server, or through a proxy. */
  #loads = true;

  /** `onRefused` is called when LOAD DATA LOCAL is refused, with the reason. */
  constructor(connection: Connection, onRefused: (error: unknown) => void) {
    this.#connection = connection;
    this.#onRefused = onRefused;
  }

  /** The outcome of `load`, or of `insert` if the server does not take LOAD DATA LOCAL. */
  async loadOr<T>(load: () => Promise<T>, insert: () => Promise<T>): Promise<T> {
    if (!this.#loads) return insert();
    try {
      return await load();
    } catch (error) {
      if (!isLoadRefused(error)) throw error;
      this.#loads = false;
      this.#onRefused(error);
      return insert();
    }
  }

  /** LOCAL skips rows whose key exists instead of failing, and stores other values for those that do not fit: see the counts. */
  async load(
    sql: string,
    lines: readonly Uint8Array[],
  ): Promise<{ records: number; written: number; warnings: number }> {
    const [result] = await this.#withoutLeak(() =>
      this.#connection.query<ResultSetHeader>({
        sql,
        infileStreamFactory: () =>
          Readable.from(lines.map((chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))),
      }),
    );
    return {
      records: infoNumber(result.info, 'Records'),
      written: result.affectedRows,
      warnings: infoNumber(result.info, 'Warnings'),
    };
  }

  /** mysql2 leaves the listeners of a LOAD DATA that fails on the socket, and with them the rows in memory. */
  async #withoutLeak<T>(load: () => Promise<T>): Promise<T> {
    const { stream } = (this.#connection as unknown as { connection: { stream: EventEmitter } }).connection;
    const before = EVENTS.map((event) => [event, new Set(stream.rawListeners(event))] as const);
    try {
      return await load();
    } catch (error) {
      for (const [event, known] of before) {
        for (const listener of stream.rawListeners(event)) {
          if (!known.has(listener)) stream.removeListener(event, listener as () => void);
        }
      }
      throw error;
    }
  }
}

const EVENTS = ['pause', 'drain'] as const;

/** One number from the server's "Records: 3  Duplicates: 1  Warnings: 0". */
export const infoNumber = (info: string, name: string): number =>
  Number(new RegExp(`${name}: (\\d+)`).exec(info)?.[1] ?? 0);
