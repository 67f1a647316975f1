import type { Connection, RowDataPacket } from 'mysql2/promise';
import { excerpt, type ImportBatch, type RejectRow } from './batch.ts';
import type { LaneOptions } from './lane.ts';
import { Loader } from './loader.ts';
import { joined } from './sql-text.ts';
import { Stage } from './stage.ts';
import { stagedName } from './stage-statements.ts';
import { type ImportTarget, subjectOf } from './target.ts';

type JudgeOptions = Pick<LaneOptions, 'db' | 'target' | 'onLoadRefused'>;

/** Types whose values are equal exactly if their texts are, as files are checked: see `RowChecker`. */
const EXACT =
  /^((tiny|small|medium|big)?int|integer|year|date|datetime|timestamp)\b|\bcollate \S*_bin\b|\bcollate binary\b/i;

/** Whether only the server knows which keys are equal, because their collation takes different texts for the same. */
export const needsJudge = ({ key, columns }: ImportTarget): boolean =>
  // Keys that are looked up are not in the lines; the server finds those that are equal when it writes them.
  !columns.some(({ name, role }) => role === 'lookedUp' && key.includes(name)) &&
  key.some((name) => !EXACT.test(columns.find((column) => column.name === name)?.sqlType ?? ''));

/**
 * Finds keys that a file has twice, as the unique index compares them: the keys so far are in a temporary table with its
 * collations. The first row with a key has it.
 */
export class KeyJudge {
  readonly #connection: Connection;
  readonly #target: ImportTarget;
  readonly #stage: Stage;
  readonly #sql: ReturnType<typeof judgeStatements>;
  #started = false;

  constructor(connection: Connection, target: ImportTarget, onLoadRefused: (error: unknown) => void) {
    this.#connection = connection;
    this.#target = target;
    const { key } = target;
    this.#stage = new Stage(connection, target, new Loader(connection, onLoadRefused), ({ name }) =>
      key.includes(name),
    );
    this.#sql = judgeStatements(target);
  }

  /** The rows of the batch whose key an earlier row has; the keys of the others are noted. Call it once for each batch, in order. */
  async judge(batch: ImportBatch): Promise<RejectRow[]> {
    if (!this.#started) await this.#connection.query(this.#sql.createKeys);
    this.#started = true;
    await this.#stage.fill({ ...batch, generated: undefined });
    const [rows] = await this.#connection.query<RowDataPacket[]>(this.#sql.repeated);
    await this.#connection.query(this.#sql.addKeys);
    const { field, text } = subjectOf(this.#target, this.#target.key, '');
    return rows.map(({ row, line, value, first }) => ({
      ...{ row, line, outcome: this.#target.onDuplicate === 'skip' ? 'skipped' : 'failed' },
      ...{ code: 'DUPLICATE_IN_FILE', field, value: excerpt(String(value)) },
      message: `${text} ${field === null ? 'are' : 'is'} already in row ${first} of this file`,
    }));
  }

  close(): void {
    this.#connection.destroy();
  }
}

/** On a connection of its own, whose temporary tables outlive transactions. Undefined if the texts of keys can be compared. */
export function openJudge({ db, target, onLoadRefused = () => {} }: JudgeOptions): Promise<KeyJudge> | undefined {
  if (!needsJudge(target)) return undefined;
  return db.$connect().then((connection) => new KeyJudge(connection, target, onLoadRefused));
}

function judgeStatements({ key, columns }: ImportTarget) {
  const parts = key.map((name) => columns.findIndex((column) => column.name === name));
  const names = parts.map(stagedName);
  const list = (of: (name: string) => string): string => names.map(of).join(', ');
  const text = joined(names.map((name) => `s.${name}`));
  return {
    createKeys: `
    CREATE TEMPORARY TABLE import_keys (
      ${parts.map((at) => `${stagedName(at)} ${columns[at]?.sqlType} NOT NULL`).join(', ')},
      \`row\` INT UNSIGNED NOT NULL,
      PRIMARY KEY (${list((name) => name)})
    ) ENGINE=InnoDB CHARACTER SET utf8mb4`,

    /** Rows whose key an earlier batch has, or an earlier row of this one. */
    repeated: `
    SELECT s.\`row\`, s.\`line\`, ${text} AS value, coalesce(k.\`row\`, s.first) AS first
    FROM (
      SELECT s.*, min(s.\`row\`) OVER (PARTITION BY ${list((name) => `s.${name}`)}) AS first
      FROM import_stage s
    ) s
    LEFT JOIN import_keys k ON ${names.map((name) => `k.${name} = s.${name}`).join(' AND ')}
    WHERE k.\`row\` IS NOT NULL OR s.first < s.\`row\`
    ORDER BY s.\`row\``,

    /** Keys that are known already stay with their rows. */
    addKeys: `
    INSERT IGNORE INTO import_keys (${list((name) => name)}, \`row\`)
    SELECT ${list((name) => `s.${name}`)}, s.\`row\`
    FROM import_stage s
    ORDER BY s.\`row\``,
  };
}
