import type { ImportTarget, TargetColumn } from './target.ts';

/** The format of a batch for LOAD statements: tab-separated lines. */
export const LINES = `CHARACTER SET utf8mb4
      FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'
      LINES TERMINATED BY '\\n'`;

/** The columns of the staging table have names of their own: the target may have columns called `row` or `line`. */
export const stagedName = (at: number): string => `c${at}`;

/** What becomes of a staged row. */
export const FATE = { insert: 0, update: 1, unchanged: 2 } as const;

/** Which columns of the lines are staged. */
export type Keep = (column: TargetColumn) => boolean;

/** The statements that fill the staging table. Lines are tab-separated: row, line, then `columns`; `\N` is NULL. */
export function stageStatements({ columns }: ImportTarget, keep: Keep) {
  const kept = columns.flatMap((column, at) =>
    keep(column) ? [{ name: stagedName(at), sqlType: column.sqlType, inLine: column.role !== 'lookedUp' }] : [],
  );
  const names = kept.flatMap(({ name, inLine }) => (inLine ? [name] : [])).join(', ');
  const ofLine = columns.filter(({ role }) => role !== 'lookedUp');
  const fields = ofLine.map((column, at) => (keep(column) ? stagedName(at) : '@unused')).join(', ');
  return {
    /** Visible only to this connection and dropped with it. */
    createStage: `
    CREATE TEMPORARY TABLE import_stage (
      \`row\` INT UNSIGNED NOT NULL PRIMARY KEY,
      \`line\` INT UNSIGNED NOT NULL,
      has_new_key BOOLEAN NOT NULL DEFAULT 0,
      fate TINYINT NOT NULL DEFAULT ${FATE.insert},
      ${kept.map(({ name, sqlType }) => `${name} ${sqlType} NULL`).join(',\n      ')}
    ) ENGINE=InnoDB CHARACTER SET utf8mb4`,

    /** Commits the transaction: TRUNCATE does, even for a temporary table. */
    clearStage: 'TRUNCATE TABLE import_stage',

    /**
     * Does not commit. Within a transaction the staging table is dropped and created again for each batch: rows deleted by a
     * transaction stay in the table until it ends, and every scan would read those of all earlier batches.
     */
    dropStage: 'DROP TEMPORARY TABLE IF EXISTS import_stage',

    loadStage: (generated: boolean): string => `
    LOAD DATA LOCAL INFILE 'batch'
    INTO TABLE import_stage ${LINES}
      (\`row\`, \`line\`, ${fields})
    SET has_new_key = ${Number(generated)}`,

    /** Takes the place of `loadStage` if the server refuses it, or some of its rows. Its tuples begin with `has_new_key`. */
    insertStage: `
    INSERT INTO import_stage (has_new_key, \`row\`, \`line\`, ${names})
    VALUES ?`,

    clearNewKeys: (generated: boolean): string => `DELETE FROM import_stage WHERE has_new_key = ${Number(generated)}`,

    /** By the primary key of the staging table. */
    dropRows: 'DELETE FROM import_stage WHERE `row` IN (?)',
    keepRows: 'DELETE FROM import_stage WHERE `row` NOT IN (?)',
  };
}
