import type { Connection } from 'mysql2/promise';
import type { ImportBatch } from './batch.ts';
import { Loader } from './loader.ts';
import { Stage } from './stage.ts';
import { type Keep, stagedName } from './stage-statements.ts';
import type { ImportTarget } from './target.ts';

/** The columns of the key in the tables that are made here, in its order. */
export const keyNames = ({ key, columns }: ImportTarget): string[] =>
  key.map((name) => stagedName(columns.findIndex((column) => column.name === name)));

/** The declarations of these columns: as in the target, so that they are compared as its index compares them. */
export const keyDeclarations = (target: ImportTarget): string =>
  keyNames(target)
    .map((name, at) => `${name} ${target.columns.find((column) => column.name === target.key[at])?.sqlType} NOT NULL`)
    .join(', ');

/** The keys of a file, each with the first row that has it, in a temporary table with the collations of the target's index. */
export class FileKeys {
  readonly stage: Stage;
  readonly #connection: Connection;
  readonly #target: ImportTarget;
  readonly #addKeys: string;
  #exists = false;

  /** `keep` says which columns of the rows are staged: at least those of the key. */
  constructor(
    connection: Connection,
    target: ImportTarget,
    onLoadRefused: (error: unknown) => void,
    keep: Keep = ({ name }) => target.key.includes(name),
  ) {
    this.#connection = connection;
    this.#target = target;
    this.stage = new Stage(connection, target, new Loader(connection, onLoadRefused), keep);
    const names = keyNames(target);
    this.#addKeys = `
    INSERT IGNORE INTO import_keys (${names.join(', ')}, \`row\`)
    SELECT ${names.map((name) => `s.${name}`).join(', ')}, s.\`row\`
    FROM import_stage s
    WHERE ${names.map((name) => `s.${name} IS NOT NULL`).join(' AND ')}
    ORDER BY s.\`row\``;
  }

  /** Stages the rows that have their key from the file. */
  async fill(batch: ImportBatch): Promise<void> {
    await this.create();
    await this.stage.fill({ ...batch, generated: undefined });
  }

  /** Makes the table `import_keys` unless it is there. */
  async create(): Promise<void> {
    if (this.#exists) return;
    await this.#connection.query(`
    CREATE TEMPORARY TABLE import_keys (
      ${keyDeclarations(this.#target)},
      \`row\` INT UNSIGNED NOT NULL,
      PRIMARY KEY (${keyNames(this.#target).join(', ')})
    ) ENGINE=InnoDB CHARACTER SET utf8mb4`);
    this.#exists = true;
  }

  /** Adds the keys of the staged rows. Keys that are known already stay with their rows. */
  async add(): Promise<void> {
    await this.#connection.query(this.#addKeys);
  }
}
