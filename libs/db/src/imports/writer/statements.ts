import type { ImportTarget, KeyFormat, OrderCheck, TargetColumn } from './target.ts';

const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A string literal with MySQL's default escapes. */
export const quoteText = (text: string): string =>
  `'${text.replace(/['\\\0\n\r\x1a]/g, (c) => (c === '\0' ? '\\0' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : c === '\x1a' ? '\\Z' : `\\${c}`))}'`;

/** The format of a batch for both LOAD statements: tab-separated lines. */
const LINES = `CHARACTER SET utf8mb4
      FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'
      LINES TERMINATED BY '\\n'`;

/** The statements of one import. Lines are tab-separated: row, line, then `columns`; `\N` is NULL. */
export function importStatements(target: ImportTarget) {
  const { columns, table, key } = target;
  const t = quoteName(table);
  const k = quoteName(key);
  const owned = ownedColumns(target);
  const ownedNames = Object.keys(owned).map(quoteName).join(', ');
  const ownedValues = Object.values(owned).join(', ');
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const stageColumns = columns.map(({ name, sqlType }) => `${quoteName(name)} ${sqlType} NULL`).join(',\n      ');

  // Ordered by the primary key of the staging table, so ids follow the file order.
  const insertFrom = (staged: string): string => `
    INSERT INTO ${t} (${names}, ${ownedNames})
    SELECT ${stagedValues(columns)}, ${ownedValues}
    FROM ${staged}
    ORDER BY s.\`row\``;
  const insert = insertFrom('import_stage s WHERE s.has_new_key = 0');
  /**
   * The existing row with the key of a staged row, found through the unique key (account_id, key). A generated key has none:
   * if the table has the key by now, the staged row gets another.
   */
  const sameKey = `${t} t ON s.has_new_key = 0 AND t.account_id = ${owned.account_id} AND t.${k} = s.${k}`;

  return {
    /** Visible only to this connection and dropped with it. */
    createStage: `
    CREATE TEMPORARY TABLE import_stage (
      \`row\` INT UNSIGNED NOT NULL PRIMARY KEY,
      \`line\` INT UNSIGNED NOT NULL,
      has_new_key BOOLEAN NOT NULL DEFAULT 0,
      ${stageColumns}
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
      (\`row\`, \`line\`, ${names})
    SET has_new_key = ${Number(generated)}`,

    /** Replaces `loadStage` if the server has `local_infile` off. Its tuples begin with `has_new_key`. */
    insertStage: `
    INSERT INTO import_stage (has_new_key, \`row\`, \`line\`, ${names})
    VALUES ?`,

    /** The fastest path, without a staging table. LOCAL skips rows whose key exists instead of failing. */
    loadTarget: `
    LOAD DATA LOCAL INFILE 'batch'
    INTO TABLE ${t} ${LINES}
      (@row, @line, ${loadFields(columns).join(', ')})
    SET ${loadValues(columns, owned).join(', ')}`,

    /** Replaces `loadTarget` if the server has `local_infile` off. Its tuples end with `ownedValues`. */
    insertTarget: `
    INSERT INTO ${t} (${names}, ${ownedNames})
    VALUES `,
    ownedValues,

    /** Staged rows whose key already exists in the table. */
    existing: `
    SELECT s.\`row\`, s.\`line\`, s.${k} AS value
    FROM import_stage s
    JOIN ${sameKey}
    ORDER BY s.\`row\``,

    /** Staged rows that would violate an order check once inserted or merged into an existing row. */
    outOfOrder({ lower, upper }: OrderCheck): string {
      const before = valueAfterWrite(target, lower);
      const after = valueAfterWrite(target, upper);
      return `
    SELECT s.\`row\`, s.\`line\`, ${after} AS value
    FROM import_stage s
    LEFT JOIN ${sameKey}
    WHERE CAST(${after} AS DATETIME(3)) < CAST(${before} AS DATETIME(3))
    ORDER BY s.\`row\``;
    },

    /** By the primary key of the staging table. */
    dropRows: 'DELETE FROM import_stage WHERE `row` IN (?)',

    insert,

    /** The rows with generated keys. Fails if the table has one of these keys. */
    insertGenerated: insertFrom('import_stage s WHERE s.has_new_key = 1'),

    /** The same with the consecutive numbers from `first` on, instead of the keys in the staging table. */
    insertRenumbered(first: number, { prefix, digits }: KeyFormat): string {
      const others = [
        's.`row`',
        ...columns.filter(({ name }) => name !== key).map(({ name }) => `s.${quoteName(name)}`),
      ];
      const number = `${first} - 1 + row_number() OVER (ORDER BY s.\`row\`)`;
      const text = `concat(${quoteText(prefix)}, lpad(n.key_number, greatest(${digits}, length(n.key_number)), '0'))`;
      return insertFrom(`(
      SELECT n.*, ${text} AS ${k}
      FROM (
        SELECT ${others.join(', ')}, ${number} AS key_number
        FROM import_stage s
        WHERE s.has_new_key = 1
      ) n
    ) s`);
    },

    /** Like `insert`, but updates a row whose unique key (account_id, key) exists. */
    upsert: `${insert}
    ON DUPLICATE KEY UPDATE
      ${updates(target, owned).join(',\n      ')}`,
  };
}
export type ImportStatements = ReturnType<typeof importStatements>;

/** Values that every row gets in addition to its own, as SQL. */
const ownedColumns = ({ accountId, jobId, constants }: ImportTarget) => ({
  account_id: quoteText(accountId),
  import_job_id: quoteText(jobId),
  created_at: 'now(3)',
  updated_at: 'now(3)',
  ...Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, quoteText(value)])),
});
type Owned = ReturnType<typeof ownedColumns>;

/** `value`, or the column's fallback for new rows. */
const filled = ({ fallback }: TargetColumn, value: string): string =>
  fallback === undefined ? value : `ifnull(${value}, ${quoteText(fallback)})`;

const stagedValues = (columns: readonly TargetColumn[]): string =>
  columns.map((column) => filled(column, `s.${quoteName(column.name)}`)).join(', ');

/** The LOAD targets of a line's fields; columns with a fallback go through a variable. */
const loadFields = (columns: readonly TargetColumn[]): string[] =>
  columns.map((column, i) => (column.fallback === undefined ? quoteName(column.name) : `@c${i}`));

const loadValues = (columns: readonly TargetColumn[], owned: Owned): string[] => [
  ...columns.flatMap((column, i) =>
    column.fallback === undefined ? [] : [`${quoteName(column.name)} = ${filled(column, `@c${i}`)}`],
  ),
  ...Object.entries(owned).map(([name, value]) => `${quoteName(name)} = ${value}`),
];

/** The assignments that update an existing row. */
function updates({ table, key, columns }: ImportTarget, owned: Owned): string[] {
  const ofColumn = (column: TargetColumn): string => {
    const name = quoteName(column.name);
    const kept = `ifnull(s.${name}, ${quoteName(table)}.${name})`;
    return `${name} = ${column.clearOnUpdate ? filled(column, `s.${name}`) : kept}`;
  };
  return [
    ...columns.filter(({ name }) => name !== key).map(ofColumn),
    `import_job_id = ${owned.import_job_id}`,
    'updated_at = now(3)',
  ];
}

/** The value of a column after the staged row `s` has been inserted or merged into the row `t`. */
function valueAfterWrite({ columns, constants }: ImportTarget, name: string): string {
  const column = columns.find((candidate) => candidate.name === name);
  const fallback = column?.fallback ?? constants[name];
  const fresh = fallback === undefined ? 'NULL' : quoteText(fallback);
  const staged = column ? `s.${quoteName(name)}` : 'NULL';
  const kept = column?.clearOnUpdate ? 'NULL' : `t.${quoteName(name)}`;
  return `coalesce(${staged}, ${kept}, ${fresh})`;
}
