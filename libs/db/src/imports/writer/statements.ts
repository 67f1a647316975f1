import { quoteName, quoteTable, quoteText } from './sql-text.ts';
import type { ImportTarget, KeyFormat, OrderCheck, TargetColumn } from './target.ts';

/** The format of a batch for both LOAD statements: tab-separated lines. */
const LINES = `CHARACTER SET utf8mb4
      FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'
      LINES TERMINATED BY '\\n'`;

/** The statements of one import. Lines are tab-separated: row, line, then `columns`; `\N` is NULL. */
export function importStatements(target: ImportTarget) {
  const { columns, key } = target;
  const t = quoteTable(target.table);
  const owned = ownedColumns(target);
  const names = list([...columns.map(({ name }) => name), ...Object.keys(owned)].map(quoteName));
  const staged = stagedColumns(columns);
  const stagedNames = list(columns.map((_, at) => stagedName(at)));
  const [firstKey = ''] = key.map((name) => staged(name));

  // Ordered by the primary key of the staging table, so ids follow the file order.
  const insertFrom = (from: string): string => `
    INSERT INTO ${t} (${names})
    SELECT ${list([...columns.map((column, at) => filled(column, `s.${stagedName(at)}`)), ...Object.values(owned)])}
    FROM ${from}
    ORDER BY s.\`row\``;
  const insert = insertFrom('import_stage s WHERE s.has_new_key = 0');
  /**
   * The existing row with the key of a staged row, found through the unique index over the account and the key. A generated
   * key has none: if the table has the key by now, the staged row gets another.
   */
  const sameKey = `${t} t ON ${[
    's.has_new_key = 0',
    ...(target.account ? [`t.${quoteName(target.account.column)} = ${quoteText(target.account.id)}`] : []),
    ...key.map((name) => `t.${quoteName(name)} = s.${staged(name)}`),
  ].join(' AND ')}`;

  return {
    /** Visible only to this connection and dropped with it. */
    createStage: `
    CREATE TEMPORARY TABLE import_stage (
      \`row\` INT UNSIGNED NOT NULL PRIMARY KEY,
      \`line\` INT UNSIGNED NOT NULL,
      has_new_key BOOLEAN NOT NULL DEFAULT 0,
      ${columns.map(({ sqlType }, at) => `${stagedName(at)} ${sqlType} NULL`).join(',\n      ')}
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
      (\`row\`, \`line\`, ${stagedNames})
    SET has_new_key = ${Number(generated)}`,

    /** Replaces `loadStage` if the server has `local_infile` off. Its tuples begin with `has_new_key`. */
    insertStage: `
    INSERT INTO import_stage (has_new_key, \`row\`, \`line\`, ${stagedNames})
    VALUES ?`,

    /** The fastest path, without a staging table. LOCAL skips rows whose key exists instead of failing. */
    loadTarget: `
    LOAD DATA LOCAL INFILE 'batch'
    INTO TABLE ${t} ${LINES}
      (@row, @line, ${loadFields(columns).join(', ')})${loadValues(columns, owned)}`,

    /** Replaces `loadTarget` if the server has `local_infile` off; followed by tuples from `insertTuple`. */
    insertTarget: `
    INSERT INTO ${t} (${names})
    VALUES `,
    insertTuple: (cells: readonly (string | null)[]): string => {
      const own = cells.map((cell, at) => cell ?? columns[at]?.fallback ?? null);
      return `(${list([...own.map((cell) => (cell === null ? 'NULL' : quoteText(cell))), ...Object.values(owned)])})`;
    },

    /** Staged rows whose key already exists in the table. */
    existing: `
    SELECT s.\`row\`, s.\`line\`, ${joined(key.map((name) => `s.${staged(name)}`))} AS value
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
      const others = ['`row`', ...columns.map((_, at) => stagedName(at)).filter((name) => name !== firstKey)];
      const number = `${first} - 1 + row_number() OVER (ORDER BY s.\`row\`)`;
      const text = `concat(${quoteText(prefix)}, lpad(n.key_number, greatest(${digits}, length(n.key_number)), '0'))`;
      return insertFrom(`(
      SELECT n.*, ${text} AS ${firstKey}
      FROM (
        SELECT ${list(others.map((name) => `s.${name}`))}, ${number} AS key_number
        FROM import_stage s
        WHERE s.has_new_key = 1
      ) n
    ) s`);
    },

    /** Like `insert`, but updates a row whose unique key exists. */
    upsert: `${insert}
    ON DUPLICATE KEY UPDATE
      ${updates(target, owned).join(',\n      ')}`,
  };
}
export type ImportStatements = ReturnType<typeof importStatements>;

const list = (parts: readonly string[]): string => parts.join(', ');

/** One text of the values of a key, which has several columns in few tables. */
const joined = (values: readonly string[]): string =>
  values.length === 1 ? (values[0] as string) : `concat_ws(', ', ${list(values)})`;

/** The columns of the staging table have names of their own: the target may have columns called `row` or `line`. */
const stagedName = (at: number): string => `c${at}`;

/** The staged columns by the names of the target's. */
function stagedColumns(columns: readonly TargetColumn[]): (name: string) => string {
  const places = new Map(columns.map(({ name }, at) => [name, at]));
  return (name) => {
    const at = places.get(name);
    if (at === undefined) throw new Error(`The column ${name} is not imported.`);
    return stagedName(at);
  };
}

type Owned = Readonly<Record<string, string>>;

/** Values that every row gets in addition to its own, as SQL. */
function ownedColumns({ account, jobId, stamps, constants }: ImportTarget): Owned {
  const values: [string | undefined, string][] = [
    [account?.column, quoteText(account?.id ?? '')],
    [stamps.import, quoteText(jobId)],
    [stamps.created, 'now(3)'],
    [stamps.updated, 'now(3)'],
    ...Object.entries(constants).map(([name, value]) => [name, quoteText(value)] as [string, string]),
  ];
  return Object.fromEntries(values.filter(([name]) => name !== undefined));
}

/** `value`, or the column's fallback for new rows. */
const filled = ({ fallback }: TargetColumn, value: string): string =>
  fallback === undefined ? value : `ifnull(${value}, ${quoteText(fallback)})`;

/** The LOAD targets of a line's fields; columns with a fallback go through a variable. */
const loadFields = (columns: readonly TargetColumn[]): string[] =>
  columns.map((column, i) => (column.fallback === undefined ? quoteName(column.name) : `@c${i}`));

function loadValues(columns: readonly TargetColumn[], owned: Owned): string {
  const values = [
    ...columns.flatMap((column, i) =>
      column.fallback === undefined ? [] : [`${quoteName(column.name)} = ${filled(column, `@c${i}`)}`],
    ),
    ...Object.entries(owned).map(([name, value]) => `${quoteName(name)} = ${value}`),
  ];
  return values.length === 0 ? '' : `\n    SET ${list(values)}`;
}

/** The assignments that update an existing row; never none. */
function updates({ table, key, columns, stamps }: ImportTarget, owned: Owned): string[] {
  const ofColumn = (column: TargetColumn, at: number): string[] => {
    if (key.includes(column.name)) return [];
    const name = quoteName(column.name);
    const kept = `ifnull(s.${stagedName(at)}, ${quoteTable(table)}.${name})`;
    return [`${name} = ${column.clearOnUpdate ? filled(column, `s.${stagedName(at)}`) : kept}`];
  };
  const stamped = [stamps.import, stamps.updated].flatMap((name) =>
    name === undefined ? [] : [`${quoteName(name)} = ${owned[name]}`],
  );
  const all = [...columns.flatMap(ofColumn), ...stamped];
  const unchanged = quoteName(key[0]);
  return all.length > 0 ? all : [`${unchanged} = ${quoteTable(table)}.${unchanged}`];
}

/** The value of a column after the staged row `s` has been inserted or merged into the row `t`. */
function valueAfterWrite({ columns, constants }: ImportTarget, name: string): string {
  const at = columns.findIndex((candidate) => candidate.name === name);
  const column = columns[at];
  const fallback = column?.fallback ?? constants[name];
  const fresh = fallback === undefined ? 'NULL' : quoteText(fallback);
  const staged = column ? `s.${stagedName(at)}` : 'NULL';
  const kept = column?.clearOnUpdate ? 'NULL' : `t.${quoteName(name)}`;
  return `coalesce(${staged}, ${kept}, ${fresh})`;
}
