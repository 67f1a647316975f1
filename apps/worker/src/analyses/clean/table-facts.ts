import type { Dialect } from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import { countCells } from '../shared/count-cells.ts';
import { decimalOf } from '../shared/number-sql.ts';
import type { DecimalMark, TableColumn } from '../types.ts';
import { type ColumnKind, findKinds } from './column-kinds.ts';
import { REMARKABLE } from './suspicious.ts';

interface Rows {
  readonly table: string;
  readonly rows: number;
}

/**
 * A cache of facts about the tables of a chain. Tables and views never change after creation, and a column that a new
 * version of the table has not touched keeps its facts.
 */
export class TableFacts {
  readonly #engine: Engine;
  readonly #columns: readonly TableColumn[];
  readonly #dialect: Pick<Dialect, 'decimalComma'>;
  readonly #point = new Set<string>();
  readonly #known = new Map<string, unknown>();
  /** For each table: the table it was made from, and the columns that differ. */
  readonly #origins = new Map<string, { readonly from: string; readonly touched: ReadonlySet<string> }>();

  constructor(engine: Engine, columns: readonly TableColumn[], dialect: Pick<Dialect, 'decimalComma'>) {
    this.#engine = engine;
    this.#columns = columns;
    this.#dialect = dialect;
  }

  /** `table` has the same rows as `from` and differs only in the columns `touched`. */
  derived(table: string, from: string, touched: ReadonlySet<string>): void {
    this.#origins.set(table, { from, touched });
  }

  /** From now on these columns use a decimal point, regardless of the file. */
  writtenWithPoint(ids: readonly string[]): void {
    for (const id of ids) this.#point.add(id);
  }

  /** Cells with outer whitespace or something suspicious, by column id. */
  remarkable(table: string): Promise<ReadonlyMap<string, number>> {
    return this.#ofColumns('remarkable', table, (columns) =>
      this.#count(table, columns, (v) => `count(*) FILTER (regexp_matches(${v}, '${REMARKABLE}', 's'))`),
    );
  }

  /** Blank cells, by column id. */
  blank({ table, rows }: Rows): Promise<ReadonlyMap<string, number>> {
    return this.#ofColumns('blank', table, async (columns) => {
      const filled = await this.#count(table, columns, (v) => `count(${v})`);
      return new Map([...filled].map(([id, count]) => [id, rows - count]));
    });
  }

  /** Blank cells of all columns together. */
  async blankCells(rows: Rows): Promise<number> {
    return [...(await this.blank(rows)).values()].reduce((sum, count) => sum + count, 0);
  }

  /** The kinds of the columns, by column id; `tokens` are placeholder values and the same in every call. */
  async kinds(table: string, tokens: readonly string[]): Promise<ReadonlyMap<string, ColumnKind>> {
    const markOf = (column: TableColumn): DecimalMark =>
      this.#point.has(column.id) ? '.' : decimalOf(column, this.#dialect);
    const find = (decimal: DecimalMark) =>
      this.#ofColumns(
        `kind${decimal}`,
        table,
        (columns) => findKinds(this.#engine, { table, tokens, columns, decimal }),
        this.#columns.filter((column) => markOf(column) === decimal),
      );
    return new Map([...(await find('.')), ...(await find(','))]);
  }

  /** A fact about a whole table. */
  async ofTable<T>(fact: string, table: string, find: () => Promise<T>): Promise<T> {
    const key = `${fact} ${table}`;
    if (!this.#known.has(key)) this.#known.set(key, await find());
    return this.#known.get(key) as T;
  }

  async #ofColumns<T>(
    fact: string,
    table: string,
    find: (columns: readonly TableColumn[]) => Promise<ReadonlyMap<string, T>>,
    columns = this.#columns,
  ): Promise<ReadonlyMap<string, T>> {
    const keyOf = (id: string): string => `${fact} ${this.#origin(table, id)} ${id}`;
    const unknown = columns.filter(({ id }) => !this.#known.has(keyOf(id)));
    if (unknown.length > 0) {
      for (const [id, value] of await find(unknown)) this.#known.set(keyOf(id), value);
    }
    return new Map(columns.map(({ id }) => [id, this.#known.get(keyOf(id)) as T]));
  }

  /** The first table with this version of the column. */
  #origin(table: string, id: string): string {
    const origin = this.#origins.get(table);
    return origin && !origin.touched.has(id) ? this.#origin(origin.from, id) : table;
  }

  async #count(table: string, columns: readonly TableColumn[], counter: (value: string) => string) {
    const ids = columns.map(({ id }) => id);
    const counts = await countCells(this.#engine, table, ids, { n: counter });
    return new Map(ids.map((id) => [id, counts.get(id)?.n ?? 0]));
  }
}
