import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { RejectRow } from './batch.ts';
import { rowFault } from './row-faults.ts';
import { joined, quoteName, quoteTable, quoteText } from './sql-text.ts';
import { stagedName } from './stage-statements.ts';
import { type ImportTarget, subjectOf, type TargetLookUp } from './target.ts';

const MISSING = 'NOT_FOUND_IN_TABLE';
const NOT_IN = 'not in';

interface Missed extends RowDataPacket {
  readonly row: number;
  readonly line: number;
  readonly value: string | null;
}

/** Looks up the values of staged rows in other tables: one join per table and batch. */
export class LookUps {
  readonly #connection: Connection;
  readonly #target: ImportTarget;

  constructor(connection: Connection, target: ImportTarget) {
    this.#connection = connection;
    this.#target = target;
  }

  /**
   * Puts what is found into the staged rows. Call it inside the transaction that writes them.
   * @param create whether values that are missing may be added where the look-up says so
   * @returns the rows whose values are missing, with one error each
   */
  async resolve({ create }: { readonly create: boolean }): Promise<RejectRow[]> {
    const rejects = new Map<number, RejectRow>();
    for (const lookUp of this.#target.lookUps ?? []) {
      for (const reject of await this.#resolveOne(lookUp, create)) rejects.set(reject.row, reject);
    }
    return [...rejects.values()].sort((a, b) => a.row - b.row);
  }

  async #resolveOne(lookUp: TargetLookUp, create: boolean): Promise<RejectRow[]> {
    const { onMissing } = lookUp;
    const sql = lookUpStatements(this.#target, lookUp);
    const several = sql.several === undefined ? [] : await this.#missed(sql.several);
    const found = several.map((row) => this.#reject(row, lookUp, 'AMBIGUOUS_IN_TABLE', 'in several rows of'));
    if (sql.take) await this.#connection.query(sql.take);
    if (onMissing === 'blank') return found;
    let missed = await this.#missed(sql.missed);
    if (missed.length === 0 || onMissing === 'reject')
      return [...found, ...missed.map((row) => this.#reject(row, lookUp))];
    // Without writing, what would be added counts as found.
    if (!create) return found;
    try {
      await this.#connection.query(sql.create);
    } catch (error) {
      if (!rowFault(error)) throw error;
      return [...found, ...missed.map((row) => this.#reject(row, lookUp, MISSING, NOT_IN, ', and could not be added'))];
    }
    if (sql.take) await this.#connection.query(sql.take);
    missed = await this.#missed(sql.missed);
    return [...found, ...missed.map((row) => this.#reject(row, lookUp))];
  }

  async #missed(sql: string): Promise<Missed[]> {
    const [rows] = await this.#connection.query<Missed[]>(sql);
    return rows;
  }

  #reject(
    { row, line, value }: Missed,
    { inputs, called }: TargetLookUp,
    code = MISSING,
    where = NOT_IN,
    more = '',
  ): RejectRow {
    const { field, text } = subjectOf(this.#target, inputs, '');
    const message = `${text} ${inputs.length > 1 ? 'are' : 'is'} ${where} ${called}${more}`;
    return { row, line, outcome: 'failed', code, field, value, message };
  }
}

function lookUpStatements(target: ImportTarget, { inputs, table, account, by, take, unique }: TargetLookUp) {
  const t = quoteTable(table);
  const staged = (name: string): string =>
    `s.${stagedName(target.columns.findIndex((column) => column.name === name))}`;
  const id = quoteText(target.account?.id ?? '');
  const found = [
    ...(account === undefined ? [] : [`t.${quoteName(account)} = ${id}`]),
    ...by.map((name, at) => `t.${quoteName(name)} = ${staged(inputs[at] ?? '')}`),
  ].join(' AND ');
  const given = inputs.map((name) => `${staged(name)} IS NOT NULL`).join(' AND ');
  const isMissed = take ? `${staged(take.store)} IS NULL` : `NOT EXISTS (SELECT 1 FROM ${t} t WHERE ${found})`;
  const value = joined(inputs.map(staged));
  const names = [...(account === undefined ? [] : [account]), ...by].map(quoteName).join(', ');
  const values = [...(account === undefined ? [] : [id]), ...inputs.map((name) => staged(name))].join(', ');
  return {
    /** Values that are in several rows, of which none is to be guessed. */
    several:
      take && !unique
        ? `
    SELECT s.\`row\`, s.\`line\`, CAST(${value} AS CHAR) AS value
    FROM import_stage s
    STRAIGHT_JOIN ${t} t ON ${found}
    GROUP BY s.\`row\`
    HAVING count(DISTINCT t.${quoteName(take.value)}) > 1`
        : undefined,

    /** The tables are joined in this order, so that the other one is read by its index. */
    take:
      take &&
      `
    UPDATE import_stage s
    STRAIGHT_JOIN ${t} t ON ${found}
    SET ${staged(take.store)} = t.${quoteName(take.value)}`,

    missed: `
    SELECT s.\`row\`, s.\`line\`, CAST(${value} AS CHAR) AS value
    FROM import_stage s
    WHERE ${given} AND ${isMissed}
    ORDER BY s.\`row\``,

    /** Another process may add the same value meanwhile. */
    create: `
    INSERT INTO ${t} (${names})
    SELECT DISTINCT ${values}
    FROM import_stage s
    WHERE ${given} AND ${isMissed}
    ON DUPLICATE KEY UPDATE ${quoteName(by[0] ?? '')} = ${t}.${quoteName(by[0] ?? '')}`,
  };
}
