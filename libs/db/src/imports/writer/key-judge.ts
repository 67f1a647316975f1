import type { Connection, RowDataPacket } from 'mysql2/promise';
import { excerpt, type ImportBatch, type RejectRow } from './batch.ts';
import { FileKeys, keyNames } from './file-keys.ts';
import type { LaneOptions } from './lane.ts';
import { joined } from './sql-text.ts';
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
  readonly #keys: FileKeys;
  readonly #repeated: string;

  constructor(connection: Connection, target: ImportTarget, onLoadRefused: (error: unknown) => void) {
    this.#connection = connection;
    this.#target = target;
    this.#keys = new FileKeys(connection, target, onLoadRefused);
    this.#repeated = repeatedKeys(target);
  }

  /** The rows of the batch whose key an earlier row has; the keys of the others are noted. Call it once for each batch, in order. */
  async judge(batch: ImportBatch): Promise<RejectRow[]> {
    await this.#keys.fill(batch);
    const [rows] = await this.#connection.query<RowDataPacket[]>(this.#repeated);
    await this.#keys.add();
    const { text, ...about } = subjectOf(this.#target, this.#target.key, '');
    return rows.map(({ row, line, value, first }) => ({
      ...{ row, line, outcome: this.#target.onDuplicate === 'skip' ? 'skipped' : 'failed' },
      ...{ code: 'DUPLICATE_IN_FILE', ...about, value: excerpt(String(value)) },
      message: `${text} ${about.field === null ? 'are' : 'is'} already in row ${first} of this file`,
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

/** Rows whose key an earlier batch has, or an earlier row of this one. */
function repeatedKeys(target: ImportTarget): string {
  const names = keyNames(target);
  return `
    SELECT s.\`row\`, s.\`line\`, ${joined(names.map((name) => `s.${name}`))} AS value, coalesce(k.\`row\`, s.first) AS first
    FROM (
      SELECT s.*, min(s.\`row\`) OVER (PARTITION BY ${names.map((name) => `s.${name}`).join(', ')}) AS first
      FROM import_stage s
    ) s
    LEFT JOIN import_keys k ON ${names.map((name) => `k.${name} = s.${name}`).join(' AND ')}
    WHERE k.\`row\` IS NOT NULL OR s.first < s.\`row\`
    ORDER BY s.\`row\``;
}
