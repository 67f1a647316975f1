import type { Connection } from 'mysql2/promise';

/** After this, the rows of a batch are tried in a new transaction. */
const LASTS_MS = 20_000;

export interface TrialOptions {
  /** The most rows of one transaction, unless a single batch has more. */
  readonly rows: number;
  /** Whether all rows are tried in one transaction, however many there are. */
  readonly whole: boolean;
}

/** How rows were tried, in case that makes a difference. */
export interface Tried {
  /** The transactions in which the rows were tried, one after the other. */
  readonly parts: number;
  /** How long others had to wait for the rows, in seconds, although it was longer than rows are usually tried for. */
  readonly tooLong: number | undefined;
}

/**
 * The transaction in which rows are written only to see what the table refuses. Others wait for these rows, and the server
 * keeps what they were before, so that it is rolled back and begun again before it lasts long.
 */
export class Trial {
  readonly #connection: Connection;
  readonly #options: TrialOptions;
  #rows = 0;
  #began = 0;
  #parts = 0;

  constructor(connection: Connection, options: TrialOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  get tried(): Tried {
    const { rows, whole } = this.#options;
    const ms = Date.now() - this.#began;
    const isLong = whole && this.#parts > 0 && (this.#rows > rows || ms > LASTS_MS);
    return { parts: this.#parts, tooLong: isLong ? Math.round(ms / 1_000) : undefined };
  }

  /** Call it before the rows of each batch are tried. */
  async next(rows: number): Promise<void> {
    const { rows: most, whole } = this.#options;
    const isFull = this.#rows + rows > most || Date.now() - this.#began > LASTS_MS;
    if (this.#rows > 0 && isFull && !whole) await this.end();
    if (this.#rows === 0) {
      await this.#connection.beginTransaction();
      this.#began = Date.now();
      this.#parts++;
    }
    this.#rows += rows;
  }

  /** Takes back what was tried. */
  async end(): Promise<void> {
    if (this.#rows > 0) await this.#connection.rollback();
    this.#rows = 0;
  }
}
