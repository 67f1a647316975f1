/** One column of the staged lines, in their order. */
export interface TargetColumn {
  readonly name: string;
  /** As the target table declares it. */
  readonly sqlType: string;
  /** What a new row gets where the line has NULL. */
  readonly fallback?: string;
  /** Whether NULL on an update clears the column (`fallback` again, if it has one) or keeps its value. */
  readonly clearOnUpdate: boolean;
}

/** Two columns that must be in order after the write, whichever of them the file gave. */
export interface OrderCheck {
  readonly lower: string;
  readonly upper: string;
  readonly code: string;
  readonly message: string;
}

/** Where the rows of one import go, and what each of them gets besides its own values. */
export interface ImportTarget {
  readonly table: string;
  /** Unique together with `account_id`; one of `columns`. */
  readonly key: string;
  readonly columns: readonly TargetColumn[];
  /** Columns that the file lacks but a new row needs. */
  readonly constants: Readonly<Record<string, string>>;
  readonly accountId: string;
  readonly jobId: string;
  readonly onDuplicate: 'reject' | 'update' | 'skip';
  readonly checks: readonly OrderCheck[];
}

const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A literal; MySQL's default escapes. */
export const quoteText = (text: string): string =>
  `'${text.replace(/['\\\0\n\r\x1a]/g, (c) => (c === '\0' ? '\\0' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : c === '\x1a' ? '\\Z' : `\\${c}`))}'`;

const LINES = `CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n'`;

/** The statements of one import. Lines are tab-separated: row, line, then `columns`; `\N` is NULL. */
export function importStatements(target: ImportTarget) {
  const { columns, constants, table, key } = target;
  const t = quoteName(table);
  const owned = {
    account_id: quoteText(target.accountId),
    import_job_id: quoteText(target.jobId),
    created_at: 'now(3)',
    updated_at: 'now(3)',
    ...Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, quoteText(value)])),
  };
  const ownedNames = Object.keys(owned).map(quoteName).join(', ');
  const ownedValues = Object.values(owned).join(', ');
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const filled = (column: TargetColumn, value: string): string =>
    column.fallback === undefined ? value : `ifnull(${value}, ${quoteText(column.fallback)})`;

  const loadFields = columns.map((column, i) => (column.fallback === undefined ? quoteName(column.name) : `@c${i}`));
  const loadSets = [
    ...columns.flatMap((column, i) =>
      column.fallback === undefined ? [] : [`${quoteName(column.name)} = ${filled(column, `@c${i}`)}`],
    ),
    ...Object.entries(owned).map(([name, value]) => `${quoteName(name)} = ${value}`),
  ];
  const stagedValues = columns.map((column) => filled(column, `s.${quoteName(column.name)}`)).join(', ');
  const updates = [
    ...columns
      .filter(({ name }) => name !== key)
      .map((column) => {
        const staged = `s.${quoteName(column.name)}`;
        const value = column.clearOnUpdate
          ? filled(column, staged)
          : `ifnull(${staged}, ${t}.${quoteName(column.name)})`;
        return `${quoteName(column.name)} = ${value}`;
      }),
    `import_job_id = ${owned.import_job_id}`,
    'updated_at = now(3)',
  ];
  const insert = `INSERT INTO ${t} (${names}, ${ownedNames}) SELECT ${stagedValues}, ${ownedValues} FROM import_stage s ORDER BY s.\`row\``;
  const join = `${t} t ON t.account_id = ${owned.account_id} AND t.${quoteName(key)} = s.${quoteName(key)}`;

  return {
    createStage: `CREATE TEMPORARY TABLE IF NOT EXISTS import_stage (\`row\` INT UNSIGNED NOT NULL PRIMARY KEY, \`line\` INT UNSIGNED NOT NULL, ${columns
      .map(({ name, sqlType }) => `${quoteName(name)} ${sqlType} NULL`)
      .join(', ')}) ENGINE=InnoDB CHARACTER SET utf8mb4`,
    /** Commits the transaction, as TRUNCATE does also of a temporary table. */
    clearStage: 'TRUNCATE TABLE import_stage',
    emptyStage: 'DELETE FROM import_stage',
    loadStage: `LOAD DATA LOCAL INFILE 'batch' INTO TABLE import_stage ${LINES} (\`row\`, \`line\`, ${names})`,
    insertStage: `INSERT INTO import_stage (\`row\`, \`line\`, ${names}) VALUES ?`,
    loadTarget: `LOAD DATA LOCAL INFILE 'batch' INTO TABLE ${t} ${LINES} (@row, @line, ${loadFields.join(', ')}) SET ${loadSets.join(', ')}`,
    insertTarget: `INSERT INTO ${t} (${names}, ${ownedNames}) VALUES `,
    ownedValues,
    /** Staged rows whose key the table has already. */
    existing: `SELECT s.\`row\`, s.\`line\`, s.${quoteName(key)} AS value FROM import_stage s JOIN ${join} ORDER BY s.\`row\``,
    /** Staged rows that would break an order check once written over, or as, a row of the table. */
    outOfOrder: ({ lower, upper }: OrderCheck): string => {
      const after = (name: string): string => {
        const column = columns.find((candidate) => candidate.name === name);
        const fallback = column?.fallback ?? constants[name];
        const fresh = fallback === undefined ? 'NULL' : quoteText(fallback);
        const staged = column ? `s.${quoteName(name)}` : 'NULL';
        const kept = column?.clearOnUpdate ? 'NULL' : `t.${quoteName(name)}`;
        return `coalesce(${staged}, ${kept}, ${fresh})`;
      };
      return `SELECT s.\`row\`, s.\`line\`, ${after(upper)} AS value FROM import_stage s LEFT JOIN ${join} WHERE CAST(${after(upper)} AS DATETIME(3)) < CAST(${after(lower)} AS DATETIME(3)) ORDER BY s.\`row\``;
    },
    dropRows: 'DELETE FROM import_stage WHERE `row` IN (?)',
    insert,
    upsert: `${insert} ON DUPLICATE KEY UPDATE ${updates.join(', ')}`,
  };
}
export type ImportStatements = ReturnType<typeof importStatements>;
