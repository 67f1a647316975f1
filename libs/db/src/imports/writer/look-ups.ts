import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { RejectRow } from './batch.ts';
import { fillStatements, type LookUpStatements, lookUpStatements } from './look-up-statements.ts';
import { sift } from './sift.ts';
import { type ImportTarget, subjectOf, type TargetLookUp } from './target.ts';

const MISSING = 'NOT_FOUND_IN_TABLE';
const NOT_IN = 'not in';
const NOT_ADDED = ', and could not be added';
const NOT_EARLIER = ', nor in an earlier row of the file';

interface Missed extends RowDataPacket {
  readonly row: number;
  readonly line: number;
  readonly value: string | null;
}

interface Child extends Missed {
  /** The first staged row that has the value, which may come later. */
  readonly parent: number | null;
}

/** Whether values that are missing may be added where the look-up says so. */
interface How {
  readonly create: boolean;
}

/** Looks up the values of staged rows in other tables: one join per table and batch. */
export class LookUps {
  readonly #connection: Connection;
  readonly #target: ImportTarget;
  readonly #others: readonly TargetLookUp[];
  readonly #own: readonly TargetLookUp[];

  constructor(connection: Connection, target: ImportTarget) {
    this.#connection = connection;
    this.#target = target;
    this.#others = (target.lookUps ?? []).filter(({ isOwn }) => !isOwn);
    this.#own = (target.lookUps ?? []).filter(({ isOwn }) => isOwn);
  }

  /**
   * Puts what is found into the staged rows. Call it inside the transaction that writes them.
   * @returns the rows whose values are missing, with one error each
   */
  async resolve({ create }: How): Promise<RejectRow[]> {
    const rejects: RejectRow[] = [];
    for (const lookUp of this.#others) {
      if (lookUp.fills === 'all') await this.#fill(lookUp, '');
      if (lookUp.inputs.some(({ column }) => column === undefined)) continue;
      rejects.push(...(await this.#resolveOne(lookUp, lookUpStatements(this.#target, lookUp), create)));
    }
    return oneEach(rejects);
  }

  /** The same for the defaults of new rows, once it is known which rows are new. */
  async resolveDefaults({ create }: How): Promise<RejectRow[]> {
    const rejects: RejectRow[] = [];
    for (const lookUp of this.#others) {
      if (lookUp.fills !== 'new') continue;
      await this.#fill(lookUp, 'new');
      rejects.push(...(await this.#resolveOne(lookUp, lookUpStatements(this.#target, lookUp, 'new'), create)));
    }
    return oneEach(rejects);
  }

  /**
   * The rows that refer to rows of the target itself which are neither there nor in an earlier row of the file. Call it last, so
   * that only rows that are to be written count.
   * @returns their errors, and which of the others need which staged row
   */
  async resolveOwn(): Promise<{ rejects: RejectRow[]; parents: ReadonlyMap<number, readonly number[]> }> {
    const children: [TargetLookUp, Child][] = [];
    for (const lookUp of this.#own) for (const child of await this.#children(lookUp)) children.push([lookUp, child]);
    const rejects = new Map<number, RejectRow>();
    const parents = new Map<number, readonly number[]>();
    // In the order of the file, so that the fate of every earlier row is known.
    for (const [lookUp, child] of children.sort(([, a], [, b]) => a.row - b.row)) {
      const { row, parent } = child;
      if (rejects.has(row)) continue;
      if (parent === null || parent > row || rejects.has(parent))
        rejects.set(row, this.#reject(child, lookUp, MISSING, NOT_IN, NOT_EARLIER));
      else if (parent < row) parents.set(row, [...(parents.get(row) ?? []), parent]);
    }
    return { rejects: oneEach([...rejects.values()]), parents };
  }

  async #children(lookUp: TargetLookUp): Promise<Child[]> {
    const sql = lookUpStatements(this.#target, lookUp);
    if ((await this.#missed(sql.missed)).length === 0) return [];
    await this.#connection.query(sql.dropParents);
    await this.#connection.query(sql.createParents);
    await this.#connection.query(sql.addParents);
    const [rows] = await this.#connection.query<Child[]>(sql.children);
    return rows;
  }

  async #fill(lookUp: TargetLookUp, rows: 'new' | ''): Promise<void> {
    for (const sql of fillStatements(this.#target, lookUp, rows)) await this.#connection.query(sql);
  }

  async #resolveOne(lookUp: TargetLookUp, sql: LookUpStatements, create: boolean): Promise<RejectRow[]> {
    const { onMissing } = lookUp;
    const several = sql.several === undefined ? [] : await this.#missed(sql.several);
    const found = several.map((row) => this.#reject(row, lookUp, 'AMBIGUOUS_IN_TABLE', 'in several rows of'));
    if (sql.take) await this.#connection.query(sql.take);
    if (onMissing === 'blank') return found;
    const missed = await this.#missed(sql.missed);
    const [first, last] = [missed[0], missed.at(-1)];
    if (!first || !last || onMissing === 'reject') return [...found, ...missed.map((row) => this.#reject(row, lookUp))];
    // Without writing, what would be added counts as found.
    if (!create) return found;
    const refusals = await sift({ first: first.row, last: last.row }, async (range) => {
      await this.#connection.query(sql.create(range));
    });
    if (sql.take) await this.#connection.query(sql.take);
    const refused = new Set(refusals.map(({ row }) => row));
    const left = await this.#missed(sql.missed);
    return [
      ...found,
      ...left.map((row) => this.#reject(row, lookUp, MISSING, NOT_IN, refused.has(row.row) ? NOT_ADDED : '')),
    ];
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
    const names = inputs.map(({ field, column = field }) => column);
    const { text, ...about } = subjectOf(this.#target, names, '');
    const message = `${text} ${inputs.length > 1 ? 'are' : 'is'} ${where} ${called}${more}`;
    return { row, line, outcome: 'failed', code, ...about, value, message };
  }
}

/** The last error of each row, in the order of the rows. */
const oneEach = (rejects: readonly RejectRow[]): RejectRow[] =>
  [...new Map(rejects.map((reject) => [reject.row, reject])).values()].sort((a, b) => a.row - b.row);
