import { AppError } from '@sluice/core';
import type { SheetCell, TableSheet } from '../types.ts';

type Rows = readonly (readonly SheetCell[])[];

/** Reads the rows of a table once, across all its sheets. */
export class RowCursor {
  readonly #sheet: TableSheet;
  #source: AsyncIterator<Rows> | undefined;
  #piece: Rows = [];
  #at = 0;

  constructor(sheet: TableSheet) {
    this.#sheet = sheet;
  }

  /** The next available rows; at least one unless the table has ended. */
  async peek(): Promise<Rows> {
    while (this.#at >= this.#piece.length) {
      this.#source ??= iterate(this.#sheet.rows);
      const { done, value } = await this.#source.next();
      if (done) return [];
      this.#piece = value;
      this.#at = 0;
    }
    return this.#at === 0 ? this.#piece : this.#piece.slice(this.#at);
  }

  /** The next `count` rows in batches. @throws INTERNAL if there are fewer. */
  async *take(count: number): AsyncGenerator<Rows, void, undefined> {
    for (let left = count; left > 0; ) {
      const piece = await this.peek();
      if (piece.length === 0) throw this.#miscounted(`${left} rows are missing`);
      const taken = piece.length > left ? piece.slice(0, left) : piece;
      this.#at += taken.length;
      left -= taken.length;
      yield taken;
    }
  }

  /** @throws INTERNAL if there are rows left. */
  async finish(): Promise<void> {
    if ((await this.peek()).length > 0) throw this.#miscounted('it has more');
  }

  async close(): Promise<void> {
    await this.#source?.return?.();
  }

  #miscounted(how: string): AppError {
    const { name, rowCount } = this.#sheet;
    return new AppError('INTERNAL', `The table "${name}" should have ${rowCount} rows: ${how}.`);
  }
}

const isStream = (rows: TableSheet['rows']): rows is AsyncIterable<Rows> => Symbol.asyncIterator in rows;

const iterate = (rows: TableSheet['rows']): AsyncIterator<Rows> =>
  isStream(rows) ? rows[Symbol.asyncIterator]() : once(rows)[Symbol.asyncIterator]();

async function* once(rows: Rows): AsyncGenerator<Rows> {
  yield rows;
}
