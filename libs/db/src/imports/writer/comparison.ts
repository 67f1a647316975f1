import type { Connection, RowDataPacket } from 'mysql2/promise';
import { excerpt, type RejectRow } from './batch.ts';
import { LookUps } from './look-ups.ts';
import type { Stage } from './stage.ts';
import { FATE } from './stage-statements.ts';
import type { WriteStatements } from './statements.ts';
import { type ImportTarget, type StoredCheck, subjectOf } from './target.ts';

interface StagedRow extends RowDataPacket {
  readonly row: number;
  readonly line: number;
  readonly value: string | null;
}

interface CheckedRow extends RowDataPacket {
  readonly row: number;
  readonly line: number;
  readonly exists: number;
  readonly [value: `v${number}`]: string | null;
}

/** How many of the staged rows are to be inserted, updated or left as they are. */
export type Fates = Readonly<Record<keyof typeof FATE, number>>;

export interface Compared {
  readonly conflicts: RejectRow[];
  readonly fates: Fates;
  /** The rows of the batch that rows refer to. */
  readonly parents: ReadonlyMap<number, readonly number[]>;
}

/** Compares the staged rows with the table, as the target says. */
export class Comparison {
  readonly #connection: Connection;
  readonly #target: ImportTarget;
  readonly #sql: WriteStatements;
  readonly #lookUps: LookUps;

  constructor(connection: Connection, target: ImportTarget, sql: WriteStatements) {
    this.#connection = connection;
    this.#target = target;
    this.#sql = sql;
    this.#lookUps = new LookUps(connection, target);
  }

  /** Removes the rows that cannot be written from the staging table, and counts what is to become of the others. */
  async run(stage: Stage, staged: number, how: { readonly create: boolean }): Promise<Compared> {
    const conflicts: RejectRow[] = [];
    const drop = async (found: readonly RejectRow[]): Promise<void> => {
      if (found.length > 0) await stage.drop(found.map(({ row }) => row));
      conflicts.push(...found);
    };
    await drop(await this.#lookUps.resolve(how));
    const updates = this.#target.onDuplicate === 'update';
    if (updates) await this.#connection.query(this.#sql.mark);
    else await drop(await this.#existing());
    if (this.#target.onNew !== 'insert') await drop(await this.#fresh(this.#target.onNew));
    if (this.#target.lacks.length > 0) await drop(await this.#incomplete());
    for (const check of updates ? this.#target.checks : []) {
      const { code, message, field } = check;
      const found = await this.#staged(this.#sql.outOfOrder(check));
      await drop(found.map((row) => ({ ...row, outcome: 'failed', code, field, message })));
    }
    for (const check of updates ? (this.#target.storedChecks ?? []) : []) await drop(await this.#wrong(check));
    await drop(await this.#lookUps.resolveDefaults(how));
    const { rejects, parents } = await this.#lookUps.resolveOwn();
    await drop(rejects);
    const left = staged - conflicts.length;
    return {
      parents,
      conflicts,
      fates: updates && left > 0 ? await this.#fates() : { insert: left, update: 0, unchanged: 0 },
    };
  }

  async #fates(): Promise<Fates> {
    const [rows] = await this.#connection.query<RowDataPacket[]>(this.#sql.fates);
    const count = (fate: number): number => Number(rows.find((row) => row.fate === fate)?.count ?? 0);
    return { insert: count(FATE.insert), update: count(FATE.update), unchanged: count(FATE.unchanged) };
  }

  async #existing(): Promise<RejectRow[]> {
    const outcome = this.#target.onDuplicate === 'skip' ? 'skipped' : 'failed';
    const { text, ...about } = subjectOf(this.#target, this.#target.key, '');
    const message = `${text} already ${about.field === null ? 'exist' : 'exists'}`;
    const found = await this.#staged(this.#sql.existing);
    return found.map((row) => ({ ...row, outcome, code: 'ALREADY_EXISTS', ...about, message }));
  }

  async #fresh(onNew: 'reject' | 'skip'): Promise<RejectRow[]> {
    const outcome = onNew === 'skip' ? 'skipped' : 'failed';
    const { text, ...about } = subjectOf(this.#target, this.#target.key, 'the row');
    const message = `${text} ${about.field === null ? 'do' : 'does'} not exist in the table`;
    const found = await this.#staged(this.#sql.fresh);
    return found.map((row) => ({ ...row, outcome, code: 'NOT_IN_TABLE', ...about, message }));
  }

  /** Rows that a check does not hold for, as far as that depends on what the table has. */
  async #wrong(check: StoredCheck): Promise<RejectRow[]> {
    const sql = this.#sql.checked(check);
    if (sql === undefined) return [];
    const [rows] = await this.#connection.query<CheckedRow[]>(sql);
    return rows.flatMap((found) => {
      const values = check.fields.map((_, at) => found[`v${at}`] ?? undefined);
      const error = check.errorOf(values, Boolean(found.exists));
      return error ? [{ row: found.row, line: found.line, outcome: 'failed' as const, ...error }] : [];
    });
  }

  /** New rows, which need columns that the file does not have. */
  async #incomplete(): Promise<RejectRow[]> {
    const { lacks } = this.#target;
    const [field = null] = lacks;
    const message = `${lacks.join(' and ')} ${lacks.length > 1 ? 'are' : 'is'} required for a row that is not in the table yet, and the file has no such column`;
    const found = await this.#staged(this.#sql.fresh);
    const about = { outcome: 'failed' as const, code: 'REQUIRED', field: lacks.length > 1 ? null : field, value: null };
    return found.map((row) => ({ ...row, ...about, message }));
  }

  #staged(sql: string): ReturnType<typeof stagedRows> {
    return stagedRows(this.#connection, sql);
  }
}

/** The rows that a statement selects from the staging table, each with one value. */
export async function stagedRows(
  connection: Connection,
  sql: string,
  values: unknown[] = [],
): Promise<Pick<RejectRow, 'row' | 'line' | 'value'>[]> {
  const [rows] = await connection.query<StagedRow[]>({ sql, values, typeCast: true });
  return rows.map(({ row, line, value }) => ({ row, line, value: excerpt(value === null ? null : String(value)) }));
}
