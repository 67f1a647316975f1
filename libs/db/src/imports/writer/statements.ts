import type { RowRange } from './sift.ts';
import { joined, quoteName, quoteTable, quoteText } from './sql-text.ts';
import { FATE, LINES, stagedName } from './stage-statements.ts';
import type { ImportTarget, KeyFormat, OrderCheck, StoredCheck, TargetColumn, UniqueIndex } from './target.ts';
import { keepsChecked, valueAfterWrite, valueOfChecked, valueOfNew, valueOfUpdated } from './written-values.ts';

/** The statements that write into the target. In them, `s` is a staged row and `t` the existing row with its key. */
export function writeStatements(target: ImportTarget) {
  const { columns, key, account } = target;
  const written = columns.filter(({ role }) => role !== 'input');
  const t = quoteTable(target.table);
  const owned = ownedColumns(target);
  const names = list([...written.map(({ name }) => name), ...Object.keys(owned)].map(quoteName));
  const values = list([...written.map(({ name }) => valueOfNew(target, name)), ...Object.values(owned)]);
  const staged = (name: string): string => stagedName(columns.findIndex((column) => column.name === name));
  const keyText = joined(key.map((name) => `s.${staged(name)}`));
  const sets = updates(target, owned);

  // Ordered by the primary key of the staging table, so ids follow the file order.
  const insertFrom = (from: string): string => `
    INSERT INTO ${t} (${names})
    SELECT ${values}
    FROM ${from}
    ORDER BY s.\`row\``;
  const within = ({ first, last }: RowRange): string => `s.\`row\` BETWEEN ${first} AND ${last}`;
  /** Both rows, `x` and `y`, have the same key and, as far as they have one, account. */
  const ofAccount = (x: string): string[] =>
    account ? [`${x}.${quoteName(account.column)} = ${quoteText(account.id)}`] : [];
  /**
   * The existing row with the key of a staged row, found through the unique index over the account and the key. A generated
   * key has none: if the table has the key by now, the staged row gets another.
   */
  const sameKey = `${t} t ON ${[
    key.length === 0 ? 'FALSE' : 's.has_new_key = 0',
    ...ofAccount('t'),
    ...key.map((name) => `t.${quoteName(name)} = s.${staged(name)}`),
  ].join(' AND ')}`;

  return {
    /** The fastest path, without a staging table. LOCAL skips rows whose key exists instead of failing. */
    loadTarget: `
    LOAD DATA LOCAL INFILE 'batch'
    INTO TABLE ${t} ${LINES}
      (@row, @line, ${list(loadFields(columns))})${loadValues(columns, owned)}`,

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
    SELECT s.\`row\`, s.\`line\`, ${keyText} AS value
    FROM import_stage s
    JOIN ${sameKey}
    ORDER BY s.\`row\``,

    /** Staged rows that would be inserted. */
    fresh: `
    SELECT s.\`row\`, s.\`line\`, ${keyText} AS value
    FROM import_stage s
    WHERE s.fate = ${FATE.insert}
    ORDER BY s.\`row\``,

    /**
     * Notes which staged rows exist, and which of these would change nothing. The tables are joined in this order, so that the
     * target is read by its unique index.
     */
    mark: `
    UPDATE import_stage s
    STRAIGHT_JOIN ${sameKey}
    SET s.fate = IF(${unchanged(target)}, ${FATE.unchanged}, ${FATE.update})`,

    fates: 'SELECT fate, count(*) AS `count` FROM import_stage GROUP BY fate',

    /** Staged rows that would violate an order check once inserted or merged into an existing row. */
    outOfOrder({ lower, upper }: OrderCheck): string {
      const before = valueAfterWrite(target, lower);
      const after = valueAfterWrite(target, upper);
      const type = columns.find(({ name }) => name === upper || name === lower)?.sqlType ?? '';
      return `
    SELECT s.\`row\`, s.\`line\`, ${after} AS value
    FROM import_stage s
    LEFT JOIN ${sameKey}
    WHERE ${comparable(after, type)} < ${comparable(before, type)}
    ORDER BY s.\`row\``;
    },

    /** Rows that may keep values that a check needs, with all values that it needs. Undefined if no row can. */
    checked({ fields }: StoredCheck): string | undefined {
      const keeps = fields.flatMap((field) => keepsChecked(target, field) ?? []);
      if (keeps.length === 0) return undefined;
      const checked = fields.map((field, at) => `CAST(${valueOfChecked(target, field)} AS CHAR) AS v${at}`);
      return `
    SELECT s.\`row\`, s.\`line\`, s.fate <> ${FATE.insert} AS \`exists\`, ${list(checked)}
    FROM import_stage s
    LEFT JOIN ${sameKey}
    WHERE ${keeps.includes('TRUE') ? 'TRUE' : keeps.join(' OR ')}
    ORDER BY s.\`row\``;
    },

    /**
     * Staged rows that would have the same values in a unique index as another row, of the file or of the table, as long as it
     * has not changed. What is equal, the collations decide. Undefined if the batch cannot change values of the index.
     */
    crowded({ columns: indexed }: UniqueIndex): string | undefined {
      const plain = indexed.filter((name) => name !== null);
      if (plain.length < indexed.length || !plain.some((name) => columns.some((column) => column.name === name)))
        return undefined;
      const value = (name: string): string =>
        name === account?.column ? quoteText(account.id) : valueAfterWrite(target, name);
      const all = plain.map(value);
      const keys = key.map((name, at) => `s.${staged(name)} AS k${at}`);
      const other = [
        ...ofAccount('x'),
        ...(key.length === 0 ? ['FALSE'] : []),
        ...key.map((name, at) => `x.${quoteName(name)} = d.k${at}`),
      ];
      return `
    SELECT d.\`row\`, d.fate
    FROM (
      SELECT s.\`row\`, s.fate, ${list([...keys, ...all.map((one, at) => `${one} AS u${at}`)])},
        count(*) OVER (PARTITION BY ${list(all)}) AS alike
      FROM import_stage s
      LEFT JOIN ${sameKey}
      WHERE s.fate <> ${FATE.unchanged}
    ) d
    WHERE ${all.map((_, at) => `d.u${at} IS NOT NULL`).join(' AND ')}
      AND (d.alike > 1 OR EXISTS (
        SELECT 1
        FROM ${t} x
        WHERE ${plain.map((name, at) => `x.${quoteName(name)} = d.u${at}`).join(' AND ')}
          AND NOT coalesce(${other.join(' AND ')}, 0)
      ))
    ORDER BY d.\`row\``;
    },

    /** Only rows without a generated key. Fails if the table has one of the keys by now. */
    insert: (range: RowRange): string =>
      insertFrom(`import_stage s WHERE s.has_new_key = 0 AND s.fate = ${FATE.insert} AND ${within(range)}`),

    update: (range: RowRange): string => `
    UPDATE import_stage s
    STRAIGHT_JOIN ${sameKey}
    SET ${sets.join(',\n      ')}
    WHERE s.fate = ${FATE.update} AND ${within(range)}`,

    /** The rows with generated keys. Fails if the table has one of these keys. */
    insertGenerated: (range: RowRange): string =>
      insertFrom(`import_stage s WHERE s.has_new_key = 1 AND ${within(range)}`),

    /** The same with the consecutive numbers from `first` on, instead of the keys in the staging table. */
    insertRenumbered(range: RowRange, first: number, { prefix, digits }: KeyFormat): string {
      const keyName = staged(key[0] ?? '');
      const others = ['`row`', ...columns.map((_, at) => stagedName(at)).filter((name) => name !== keyName)];
      const number = `${first} - 1 + row_number() OVER (ORDER BY s.\`row\`)`;
      const text = `concat(${quoteText(prefix)}, lpad(n.key_number, greatest(${digits}, length(n.key_number)), '0'))`;
      return insertFrom(`(
      SELECT n.*, ${text} AS ${keyName}
      FROM (
        SELECT ${list(others.map((name) => `s.${name}`))}, ${number} AS key_number
        FROM import_stage s
        WHERE s.has_new_key = 1 AND ${within(range)}
      ) n
    ) s`);
    },

    /** Staged rows, with the values of columns as one text. */
    values: (of: readonly string[]): string => `
    SELECT s.\`row\`, s.\`line\`, ${joined(of.filter((name) => columns.some((column) => column.name === name)).map((name) => `s.${staged(name)}`))} AS value
    FROM import_stage s
    WHERE s.\`row\` IN (?)`,
  };
}
export type WriteStatements = ReturnType<typeof writeStatements>;

const list = (parts: readonly string[]): string => parts.join(', ');

type Owned = Readonly<Record<string, string>>;

/** Values that every new row gets in addition to its own, as SQL. */
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

/** The LOAD targets of a line's fields; columns with a fallback go through a variable. */
const loadFields = (columns: readonly TargetColumn[]): string[] =>
  columns.map((column, at) => (column.fallback === undefined ? quoteName(column.name) : `@c${at}`));

function loadValues(columns: readonly TargetColumn[], owned: Owned): string {
  const values = [
    ...columns.flatMap(({ name, fallback }, at) =>
      fallback === undefined ? [] : [`${quoteName(name)} = ifnull(@c${at}, ${quoteText(fallback)})`],
    ),
    ...Object.entries(owned).map(([name, value]) => `${quoteName(name)} = ${value}`),
  ];
  return values.length === 0 ? '' : `\n    SET ${list(values)}`;
}

const ofKey = ({ key }: ImportTarget, { name }: TargetColumn): boolean => key.includes(name);

/** The assignments that update an existing row. */
function updates(target: ImportTarget, owned: Owned): string[] {
  const { columns, stamps } = target;
  const own = columns.filter((column) => column.role !== 'input' && !ofKey(target, column));
  return [
    ...own.map(({ name }) => `t.${quoteName(name)} = ${valueOfUpdated(target, name)}`),
    ...[stamps.import, stamps.updated].flatMap((name) =>
      name === undefined ? [] : [`t.${quoteName(name)} = ${owned[name]}`],
    ),
  ];
}

/** Whether an update would leave every column of the row as it is, byte for byte; stamps do not count. */
function unchanged(target: ImportTarget): string {
  const same = target.columns.flatMap((column, at) => {
    if (column.role === 'input' || ofKey(target, column)) return [];
    const { name, sqlType, fallback, clearOnUpdate } = column;
    const exact = (value: string): string =>
      /^(char|varchar|(tiny|medium|long)?text|enum|set|json)\b/i.test(sqlType)
        ? `CAST(CONVERT(${value} USING utf8mb4) AS BINARY)`
        : value;
    const old = exact(`t.${quoteName(name)}`);
    const blank = clearOnUpdate ? `${old} <=> ${fallback === undefined ? 'NULL' : exact(quoteText(fallback))}` : 'TRUE';
    const staged = `s.${stagedName(at)}`;
    return [`IF(${staged} IS NULL, ${blank}, ${old} <=> ${exact(staged)})`];
  });
  return same.join('\n      AND ') || 'TRUE';
}

/** The value as its column orders it; a fallback is text. */
function comparable(value: string, sqlType: string): string {
  if (/^(date|datetime|timestamp)\b/i.test(sqlType)) return `CAST(${value} AS DATETIME(6))`;
  if (/^time\b/i.test(sqlType)) return `CAST(${value} AS TIME(6))`;
  if (/^(float|double|real)\b/i.test(sqlType)) return `(${value} + 0e0)`;
  if (/^((tiny|small|medium|big)?int|integer|decimal|numeric|year)\b/i.test(sqlType))
    return `CAST(${value} AS DECIMAL(65, 30))`;
  return `CAST(CONVERT(${value} USING utf8mb4) AS BINARY)`;
}
