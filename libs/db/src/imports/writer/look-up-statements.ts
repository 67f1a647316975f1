import type { RowRange } from './sift.ts';
import { joined, quoteName, quoteTable, quoteText } from './sql-text.ts';
import { FATE, stagedName } from './stage-statements.ts';
import type { ImportTarget, LookUpInput, TargetLookUp } from './target.ts';

const stagedOf = ({ columns }: ImportTarget, name: string): string =>
  stagedName(columns.findIndex((column) => column.name === name));

/** Which rows a statement is about: all, or those that are to be inserted. */
type Rows = 'new' | '';

/** Puts the defaults of a look-up's fields into blank cells, where they are looked up. */
export function fillStatements(target: ImportTarget, { inputs }: TargetLookUp, rows: Rows): string[] {
  return inputs.flatMap(({ column, fallback }) => {
    if (column === undefined || fallback === undefined) return [];
    const cell = stagedOf(target, column);
    const isNew = rows === 'new' ? ` AND fate = ${FATE.insert}` : '';
    return [`UPDATE import_stage SET ${cell} = ${quoteText(fallback)} WHERE ${cell} IS NULL${isNew}`];
  });
}

/**
 * The statements of one look-up. In them, `s` is a staged row and `t` a row of the other table. For new rows alone, only those
 * are looked up again of which nothing is stored yet.
 */
export function lookUpStatements(
  target: ImportTarget,
  { inputs, table, account, by, take, unique }: TargetLookUp,
  rows: Rows = '',
) {
  const t = quoteTable(table);
  const staged = (name: string): string => `s.${stagedOf(target, name)}`;
  const sqlOf = ({ column, fallback = '' }: LookUpInput): string =>
    column === undefined ? quoteText(fallback) : staged(column);
  const id = quoteText(target.account?.id ?? '');
  const found = [
    ...(account === undefined ? [] : [`t.${quoteName(account)} = ${id}`]),
    ...by.map((name, at) => `t.${quoteName(name)} = ${sqlOf(inputs[at] as LookUpInput)}`),
  ].join(' AND ');
  const isMissed = take ? `${staged(take.store)} IS NULL` : `NOT EXISTS (SELECT 1 FROM ${t} t WHERE ${found})`;
  const own = rows === 'new' ? [`s.fate = ${FATE.insert}`, ...(take ? [isMissed] : [])] : [];
  const where = own.length === 0 ? '' : `\n    WHERE ${own.join(' AND ')}`;
  const given = [
    ...inputs.flatMap(({ column }) => (column === undefined ? [] : [`${staged(column)} IS NOT NULL`])),
    ...own.slice(0, 1),
    isMissed,
  ].join(' AND ');
  const value = joined(inputs.map(sqlOf));
  const names = [...(account === undefined ? [] : [account]), ...by].map(quoteName).join(', ');
  const values = [...(account === undefined ? [] : [id]), ...inputs.map(sqlOf)].join(', ');
  return {
    /** Values that are in several rows, of which none is to be guessed. */
    several:
      take && !unique
        ? `
    SELECT s.\`row\`, s.\`line\`, CAST(${value} AS CHAR) AS value
    FROM import_stage s
    STRAIGHT_JOIN ${t} t ON ${found}${where}
    GROUP BY s.\`row\`
    HAVING count(DISTINCT t.${quoteName(take.value)}) > 1`
        : undefined,

    /** The tables are joined in this order, so that the other one is read by its index. */
    take:
      take &&
      `
    UPDATE import_stage s
    STRAIGHT_JOIN ${t} t ON ${found}
    SET ${staged(take.store)} = t.${quoteName(take.value)}${where}`,

    missed: `
    SELECT s.\`row\`, s.\`line\`, CAST(${value} AS CHAR) AS value
    FROM import_stage s
    WHERE ${given}
    ORDER BY s.\`row\``,

    /** Another process may add the same value meanwhile. */
    create: ({ first, last }: RowRange): string => `
    INSERT INTO ${t} (${names})
    SELECT DISTINCT ${values}
    FROM import_stage s
    WHERE s.\`row\` BETWEEN ${first} AND ${last} AND ${given}
    ON DUPLICATE KEY UPDATE ${quoteName(by[0] ?? '')} = ${t}.${quoteName(by[0] ?? '')}`,

    ...ownStatements(target, { inputs, by }, { given, value, sqlOf }),
  };
}
export type LookUpStatements = ReturnType<typeof lookUpStatements>;

/** A look-up in the target itself. A temporary table can be read once in a statement, so that the staged rows are copied. */
function ownStatements(
  target: ImportTarget,
  { inputs, by }: Pick<TargetLookUp, 'inputs' | 'by'>,
  { given, value, sqlOf }: { given: string; value: string; sqlOf: (input: LookUpInput) => string },
) {
  const { columns, key } = target;
  const parents = by.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  const names = parents.map(({ name }) => stagedOf(target, name));
  const equal = names.map((name, at) => `p.${name} = ${sqlOf(inputs[at] as LookUpInput)}`);
  // A generated key is not known before it is written.
  const known = key.some((name) => by.includes(name)) ? '\n    WHERE has_new_key = 0' : '';
  return {
    dropParents: 'DROP TEMPORARY TABLE IF EXISTS import_parents',
    createParents: `
    CREATE TEMPORARY TABLE import_parents (
      ${[
        '`row` INT UNSIGNED NOT NULL PRIMARY KEY',
        ...parents.map(({ sqlType }, at) => `${names[at]} ${sqlType} NULL`),
      ].join(',\n      ')}
    ) ENGINE=InnoDB CHARACTER SET utf8mb4`,
    addParents: `
    INSERT INTO import_parents
    SELECT ${['`row`', ...names].join(', ')}
    FROM import_stage${known}`,

    /** The rows whose value the target does not have, with the first staged row that has it. */
    children: `
    SELECT s.\`row\`, s.\`line\`, CAST(${value} AS CHAR) AS value, min(p.\`row\`) AS parent
    FROM import_stage s
    LEFT JOIN import_parents p ON ${parents.length === by.length ? equal.join(' AND ') : 'FALSE'}
    WHERE ${given}
    GROUP BY s.\`row\`, s.\`line\`, value
    ORDER BY s.\`row\``,
  };
}
