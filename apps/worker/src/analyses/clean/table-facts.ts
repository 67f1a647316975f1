import type { Engine } from '../engine.ts';
import type { TableColumn } from '../types.ts';
import { type ColumnKind, findKinds } from './column-kinds.ts';
import { COLUMNS_AT_ONCE, chunks } from './sql.ts';
import { REMARKABLE } from './suspicious.ts';

interface Rows {
  readonly table: string;
  readonly rows: number;
}

export interface CellCounts {
  readonly filled: number;
  /** Cells with outer white space or something suspicious. */
  readonly remarkable: number;
}

/** Counts of a table by its name, made once. Tables and views of a chain never change after they were made. */
export class TableFacts {
  readonly #engine: Engine;
  readonly #columns: readonly TableColumn[];
  readonly #decimalComma: boolean;
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(engine: Engine, columns: readonly TableColumn[], decimalComma: boolean) {
    this.#engine = engine;
    this.#columns = columns;
    this.#decimalComma = decimalComma;
  }

  /** By column id. */
  cells(table: string): Promise<ReadonlyMap<string, CellCounts>> {
    return this.once(`cells ${table}`, () => this.#countCells(table));
  }

  /** What the columns hold, by column id; `tokens` count as no value. */
  kinds(table: string, tokens: readonly string[]): Promise<ReadonlyMap<string, ColumnKind>> {
    const input = { table, tokens, columns: this.#columns, decimalComma: this.#decimalComma };
    return this.once(`kinds ${table}`, () => findKinds(this.#engine, input));
  }

  /** Blank cells of each column, by its id. */
  blank({ table, rows }: Rows): Promise<ReadonlyMap<string, number>> {
    return this.once(`blank ${table}`, async () => {
      const filled = new Map<string, number>();
      for (const chunk of chunks(this.#columns, COLUMNS_AT_ONCE)) {
        const counters = chunk.map(({ id }) => `count(${id}) AS ${id}`);
        const [row] = await this.#engine.rows<Record<string, number>>(`SELECT ${counters.join(', ')} FROM ${table}`);
        for (const { id } of chunk) filled.set(id, rows - (row?.[id] ?? 0));
      }
      return filled;
    });
  }

  /** Blank cells of all columns together. */
  async blankCells(rows: Rows): Promise<number> {
    return [...(await this.blank(rows)).values()].reduce((sum, count) => sum + count, 0);
  }

  /** Any other fact. One that could not be found out is tried again when it is asked for again. */
  once<T>(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const found = find();
    this.#known.set(key, found);
    found.catch(() => this.#known.delete(key));
    return found;
  }

  async #countCells(table: string): Promise<Map<string, CellCounts>> {
    const counts = new Map<string, CellCounts>();
    for (const chunk of chunks(this.#columns, COLUMNS_AT_ONCE)) {
      const counters = chunk.map(
        ({ id }) => `count(${id}) AS ${id}_n, count(*) FILTER (regexp_matches(${id}, '${REMARKABLE}', 's')) AS ${id}_r`,
      );
      const [row] = await this.#engine.rows<Record<string, number>>(`SELECT ${counters.join(', ')} FROM ${table}`);
      for (const { id } of chunk) counts.set(id, { filled: row?.[`${id}_n`] ?? 0, remarkable: row?.[`${id}_r`] ?? 0 });
    }
    return counts;
  }
}
