import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { decodeLines } from '../local-infile.ts';
import { excerpt, type GeneratedRows, type ImportBatch, type RejectRow } from './batch.ts';
import type { Loader } from './loader.ts';
import { type RowFault, reportFault, rowFault } from './row-faults.ts';
import { sift } from './sift.ts';
import { type Keep, stagedName, stageStatements } from './stage-statements.ts';
import type { ImportTarget, TargetColumn } from './target.ts';

/** Rows per INSERT where LOAD DATA LOCAL is refused, or some of the rows. */
export const INSERT_ROWS = 1_000;

/** Lines and their number. */
export type WrittenRows = Pick<GeneratedRows, 'rows' | 'lines'>;

/** Row, line, then the columns. */
type StagedCells = readonly (string | null)[];

/** A value was stored, but another than the file has; as MySQL's error of a value that was cut. */
class ChangedValue extends Error {
  readonly errno = 1265;
  readonly sqlState = '01000';
  readonly sqlMessage: string;

  constructor(warning: string) {
    super(warning);
    this.sqlMessage = warning;
  }
}

/** The staging table of one connection: the rows of a batch, each value as its column stores it. */
export class Stage {
  readonly #connection: Connection;
  readonly #target: ImportTarget;
  readonly #sql: ReturnType<typeof stageStatements>;
  readonly #loader: Loader;
  readonly #keep: Keep;
  #exists = false;
  #refused: RejectRow[] = [];

  /** `keep` says which columns are wanted; the others are not looked at. */
  constructor(connection: Connection, target: ImportTarget, loader: Loader, keep: Keep = () => true) {
    this.#connection = connection;
    this.#target = target;
    this.#keep = keep;
    this.#sql = stageStatements(target, keep);
    this.#loader = loader;
  }

  /** The rows of the batch that repeat a key or do not fit their columns, in order; they are not in the table. */
  get refused(): readonly RejectRow[] {
    return this.#refused;
  }

  /**
   * Replaces the rows by those of `batch`. Outside a transaction the table is truncated, which is faster but commits; with
   * `inTransaction` it is created again. The rows of `repeated`, which have the key of an earlier row, are left out.
   */
  async fill(
    batch: ImportBatch,
    { inTransaction = false, repeated = [] }: { inTransaction?: boolean; repeated?: readonly RejectRow[] } = {},
  ): Promise<void> {
    const again = this.#exists && !inTransaction;
    if (!again) await this.#connection.query(this.#sql.dropStage);
    await this.#connection.query(again ? this.#sql.clearStage : this.#sql.createStage);
    this.#exists = true;
    this.#refused = [];
    await this.#add({ rows: batch.goodRows, lines: batch.lines }, false);
    if (batch.generated) await this.#add(batch.generated, true);
    await this.drop(repeated.map(({ row }) => row));
    const known = new Set(repeated.map(({ row }) => row));
    this.#refused = [...repeated, ...this.#refused.filter(({ row }) => !known.has(row))].sort((a, b) => a.row - b.row);
  }

  /** Takes rows out that turned out to be wrong. */
  async refuse(rejects: readonly RejectRow[]): Promise<void> {
    await this.drop(rejects.map(({ row }) => row));
    this.#refused = [...this.#refused, ...rejects].sort((a, b) => a.row - b.row);
  }

  async drop(rows: readonly number[]): Promise<void> {
    for (let at = 0; at < rows.length; at += INSERT_ROWS)
      await this.#connection.query(this.#sql.dropRows, [rows.slice(at, at + INSERT_ROWS)]);
  }

  /** Removes all rows but these. */
  async keep(rows: readonly number[]): Promise<void> {
    await this.#connection.query(this.#sql.keepRows, [rows]);
  }

  async #add(part: WrittenRows, generated: boolean): Promise<void> {
    if (part.rows === 0) return;
    const loaded = await this.#loader.loadOr(
      () => this.#load(part, generated),
      async () => false,
    );
    if (!loaded) await this.#insert(part, generated);
  }

  /** False if some row does not fit, or the server does not take the statement. */
  async #load({ rows, lines }: WrittenRows, generated: boolean): Promise<boolean> {
    try {
      const { records, written, warnings } = await this.#loader.load(this.#sql.loadStage(generated), lines);
      if (records === rows && written === rows && warnings === 0) return true;
    } catch (error) {
      if (!rowFault(error)) throw error;
    }
    await this.#connection.query(this.#sql.clearNewKeys(generated));
    return false;
  }

  /** In strict mode a row that does not fit fails the statement, so that it can be found. */
  async #insert({ lines }: WrittenRows, generated: boolean): Promise<void> {
    for (const rows of decodeLines(lines, INSERT_ROWS)) {
      const refusals = await sift({ first: 0, last: rows.length - 1 }, ({ first, last }) =>
        this.#insertRows(rows.slice(first, last + 1), generated),
      );
      for (const { row: at, fault } of refusals) this.#refused.push(this.#reject(rows[at] as StagedCells, fault));
    }
  }

  async #insertRows(rows: readonly StagedCells[], generated: boolean): Promise<void> {
    const { columns } = this.#target;
    const values = rows.map(([row, line, ...cells]) => [
      ...[generated, row, line],
      ...cells.filter((_, at) => this.#keep(columns[at] as TargetColumn)),
    ]);
    const [result] = await this.#connection.query<ResultSetHeader>(this.#sql.insertStage, [values]);
    if (result.warningStatus === 0) return;
    const [[warning]] = await this.#connection.query<RowDataPacket[]>('SHOW WARNINGS LIMIT 1');
    await this.drop(rows.map(([row]) => Number(row)));
    throw new ChangedValue(String(warning?.Message));
  }

  #reject([row, line, ...cells]: StagedCells, fault: RowFault): RejectRow {
    const { columns } = this.#target;
    const names = columns.map((_, at) => stagedName(at));
    const { columns: atFault, ...report } = reportFault(fault, this.#target, names);
    const values = columns.flatMap(({ name }, at) => (atFault.includes(name) ? [cells[at] ?? ''] : []));
    return {
      ...{ row: Number(row), line: Number(line), outcome: 'failed', ...report },
      value: excerpt(values.join(', ') || null),
    };
  }
}
