import { AppError } from '@sluice/core';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { KeySequence } from '../key-sequence.ts';
import { type BatchOutcome, type GeneratedRows, goodRowsOf, type ImportBatch, type RejectRow } from './batch.ts';
import { Comparison, type Fates, stagedRows } from './comparison.ts';
import { infoNumber } from './loader.ts';
import { type FaultReport, isKeyTaken, reportFault, rowFault } from './row-faults.ts';
import { apart, type Refusal, type RowRange, sift } from './sift.ts';
import type { Stage } from './stage.ts';
import { FATE } from './stage-statements.ts';
import type { WriteStatements } from './statements.ts';
import type { ImportTarget } from './target.ts';

/** How often rows get other keys because the table has theirs, each time past all keys that it has. */
const RENUMBERINGS = 5;
/** How often a batch, or what is left of it, is merged again because somebody else changed its rows meanwhile. */
const RETRIES = 20;
/** Rows per IN list. */
const LIST_ROWS = 5_000;

/** Since the rows were compared with the table, somebody has deleted one of them, or taken generated keys again and again. */
class TableChanged extends Error {}

/** Rows that others of the batch refer to were refused. */
class ParentsRefused extends Error {
  readonly rejects: readonly RejectRow[];

  constructor(rejects: readonly RejectRow[]) {
    super();
    this.rejects = rejects;
  }
}

/** Writes staged rows into the target: the keys that exist are updated, the others inserted, as the target says. */
export class Merge {
  readonly #connection: Connection;
  readonly #target: ImportTarget;
  readonly #sql: WriteStatements;
  readonly #keys: KeySequence | undefined;
  readonly #comparison: Comparison;

  constructor(connection: Connection, target: ImportTarget, sql: WriteStatements, keys: KeySequence | undefined) {
    this.#connection = connection;
    this.#target = target;
    this.#sql = sql;
    this.#keys = keys;
    this.#comparison = new Comparison(connection, target, sql);
  }

  /**
   * Call it inside a transaction. With `trial`, which is rolled back, rows without a key are not written.
   * @throws AppError DATABASE_UNAVAILABLE if the table changes too fast
   */
  async write(batch: ImportBatch, stage: Stage, { trial = false } = {}): Promise<BatchOutcome> {
    for (let tries = 1; ; ) {
      await this.#connection.query('SAVEPOINT merge_rows');
      let refused: readonly RejectRow[] = [];
      try {
        return await this.#writeAll(batch, stage, trial);
      } catch (error) {
        if (error instanceof ParentsRefused) refused = error.rejects;
        else if (!(error instanceof TableChanged)) throw error;
        else if (tries++ > RETRIES) throw tooFast(error);
      }
      await this.#connection.query('ROLLBACK TO SAVEPOINT merge_rows');
      await stage.refuse(refused);
    }
  }

  /** What `write` would do, without writing. Only the writing itself shows whether the table's constraints hold. */
  async check(batch: ImportBatch, stage: Stage): Promise<BatchOutcome> {
    const { conflicts, fates } = await this.#comparison.run(stage, goodRowsOf(batch) - stage.refused.length, {
      create: false,
    });
    conflicts.push(...stage.refused);
    conflicts.sort((a, b) => a.row - b.row);
    return { inserted: fates.insert, updated: fates.update, unchanged: fates.unchanged, conflicts };
  }

  /** Rows whose keys others have inserted since the comparison are compared and written once more. */
  async #writeAll(batch: ImportBatch, stage: Stage, trial: boolean): Promise<BatchOutcome> {
    const outcome = { inserted: 0, updated: 0, unchanged: 0, conflicts: [...stage.refused] };
    let left = goodRowsOf(batch) - stage.refused.length;
    let generated = trial ? undefined : batch.generated;
    for (let tries = 0; left > 0; tries++) {
      const { late, ...part } = await this.#writeOnce(batch, stage, left, generated);
      outcome.inserted += part.inserted;
      outcome.updated += part.updated;
      outcome.unchanged += part.unchanged;
      outcome.conflicts.push(...part.conflicts);
      if (late.length > 0) await stage.keep(late);
      if (tries === RETRIES) throw new TableChanged();
      left = late.length;
      generated = undefined;
    }
    outcome.conflicts.sort((a, b) => a.row - b.row);
    return outcome;
  }

  /** Writes the staged rows, `staged` of them, but not those that are `late`. */
  async #writeOnce(
    { goodRows, firstRow, lastRow }: ImportBatch,
    stage: Stage,
    staged: number,
    generated: GeneratedRows | undefined,
  ): Promise<BatchOutcome & { late: readonly number[] }> {
    const { conflicts, fates, parents } = await this.#comparison.run(stage, staged, { create: true });
    const refused = { insert: [] as Refusal[], update: [] as Refusal[] };
    let updated = 0;
    const update = async (range: RowRange): Promise<void> => {
      updated += await this.#update(range);
    };
    const crowded = await this.#crowded(fates);
    const range = { first: firstRow, last: lastRow };
    for (const part of apart(range, [...crowded.keys()])) {
      const fate = part.first === part.last ? crowded.get(part.first) : undefined;
      // First new rows: rows that exist may refer to them.
      if (goodRows > 0 && fates.insert > 0 && fate !== FATE.update)
        refused.insert.push(...(await sift(part, (rows) => this.#insert(rows))));
      if (fates.update > 0 && fate !== FATE.insert) refused.update.push(...(await sift(part, update)));
    }
    if (updated !== fates.update - refused.update.length) throw new TableChanged();
    const late = refused.insert.filter(({ fault }) => isKeyTaken(fault, this.#target)).map(({ row }) => row);
    if (generated) refused.insert.push(...(await sift(range, (rows) => this.#insertGenerated(rows, generated))));
    const known = new Set(late);
    const refusals = [...refused.insert.filter(({ row }) => !known.has(row)), ...refused.update];
    const lost = new Set(refusals.map(({ row }) => row));
    const isOrphan = (row: number): boolean => (parents.get(row) ?? []).some((parent) => lost.has(parent));
    // What is wrong with those that refer to them shows when these are gone.
    if ([...parents.keys()].some(isOrphan))
      throw new ParentsRefused(await this.#report(refusals.filter(({ row }) => !isOrphan(row))));
    return {
      ...{ inserted: fates.insert - refused.insert.length, updated, unchanged: fates.unchanged, late },
      conflicts: [...conflicts, ...(await this.#report(refusals))],
    };
  }

  /**
   * The rows, with their fates, that get into each other's or other rows' way in a unique index besides the key's. They are
   * written by themselves, in order, so that the outcome is that of writing one row after the other.
   */
  async #crowded(fates: Fates): Promise<Map<number, number>> {
    const found = new Map<number, number>();
    if (fates.insert + fates.update === 0) return found;
    for (const unique of this.#target.constraints.uniques) {
      const sql = this.#sql.crowded(unique);
      if (sql === undefined) continue;
      const [rows] = await this.#connection.query<RowDataPacket[]>(sql);
      for (const { row, fate } of rows) found.set(row, fate);
    }
    return new Map([...found].sort(([a], [b]) => a - b));
  }

  async #update(range: RowRange): Promise<number> {
    const [{ info }] = await this.#connection.query<ResultSetHeader>(this.#sql.update(range));
    return infoNumber(info, 'Rows matched');
  }

  async #insert(range: RowRange): Promise<void> {
    await this.#connection.query(this.#sql.insert(range));
  }

  /**
   * Inserts the rows with generated keys. A key that another import or program has brought in the meantime fails the
   * statement, not the transaction; all of them then get the next numbers that neither the file nor the sequence has used.
   */
  async #insertGenerated(range: RowRange, { rows, firstFree }: GeneratedRows): Promise<void> {
    let statement = this.#sql.insertGenerated(range);
    for (let renumbered = 0; ; renumbered++) {
      try {
        await this.#connection.query(statement);
        return;
      } catch (error) {
        const fault = rowFault(error);
        if (!this.#keys || !fault || !isKeyTaken(fault, this.#target)) throw error;
        if (renumbered === RENUMBERINGS) throw new TableChanged();
      }
      if (renumbered > 0) await this.#keys.passUsed();
      const first = await this.#keys.reserve(Math.min(rows, range.last - range.first + 1), firstFree);
      statement = this.#sql.insertRenumbered(range, first, this.#keys);
    }
  }

  /** The errors of refused rows; their values are read by kind of error. */
  async #report(refusals: readonly Refusal[]): Promise<RejectRow[]> {
    const reports = new Map<string, { report: FaultReport; rows: number[] }>();
    for (const { row, fault } of refusals) {
      const report = reportFault(
        fault,
        this.#target,
        this.#target.columns.map(({ name }) => name),
      );
      const kind = JSON.stringify(report);
      reports.set(kind, { report, rows: [...(reports.get(kind)?.rows ?? []), row] });
    }
    const rejects: RejectRow[] = [];
    for (const { report, rows } of reports.values()) {
      const { columns, ...about } = report;
      for (let at = 0; at < rows.length; at += LIST_ROWS) {
        const found = await stagedRows(this.#connection, this.#sql.values(columns), [rows.slice(at, at + LIST_ROWS)]);
        rejects.push(...found.map((row) => ({ ...row, outcome: 'failed' as const, ...about })));
      }
    }
    return rejects;
  }
}

const tooFast = (cause: unknown): AppError =>
  new AppError('DATABASE_UNAVAILABLE', 'Others keep changing the rows that the import writes.', {
    retryable: true,
    cause,
  });
