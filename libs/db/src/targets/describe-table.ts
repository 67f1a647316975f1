import type {
  QualifiedTable,
  TableColumn,
  TableDescription,
  TableForeignKey,
  TableIndex,
  TableReferrer,
} from '@sluice/core';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** A pool, a transaction or a connection. */
type Asked = Pick<Db, 'execute'>;

/** A table by its names as the server has them, which may compare names without case. */
interface Found {
  readonly schema: string;
  readonly name: string;
}

/**
 * A table as it is now; undefined if it does not exist, is a view, or the user may not see it. Names are compared as the
 * server compares them. MySQL lists triggers only for users with the privilege TRIGGER.
 */
export async function describeTable(
  db: Asked,
  { schema, table }: QualifiedTable,
): Promise<TableDescription | undefined> {
  const [found] = await select<Found & { readonly engine: string }>(
    db,
    sql`
      SELECT table_schema AS \`schema\`, table_name AS name, engine AS engine
      FROM information_schema.tables
      WHERE table_schema = ${schema ?? sql`DATABASE()`} AND table_name = ${table}
        AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')`,
  );
  if (!found) return undefined;
  const [columns, indexes, foreignKeys, checks, triggers] = await Promise.all([
    columnsOf(db, found),
    indexesOf(db, found),
    foreignKeysOf(db, found),
    checksOf(db, found),
    triggersOf(db, found),
  ]);
  // MariaDB has JSON as text with a check.
  const json = new Set(columns.filter(({ type }) => type === 'longtext').map(({ name }) => `json_valid(\`${name}\`)`));
  const valid = new Set(checks.map(({ condition }) => condition).filter((condition) => json.has(condition)));
  return {
    ...found,
    columns: columns.map((column) =>
      valid.has(`json_valid(\`${column.name}\`)`)
        ? { ...column, type: 'json', characterSet: null, collation: null }
        : column,
    ),
    indexes,
    foreignKeys,
    checks: checks.filter(({ condition }) => !valid.has(condition)),
    triggers,
  };
}

async function select<T>(db: Asked, statement: SQL): Promise<T[]> {
  const [rows] = await db.execute(statement);
  return rows as unknown as T[];
}

async function columnsOf(db: Asked, { schema, name }: Found): Promise<TableColumn[]> {
  type Row = Omit<TableColumn, 'nullable' | 'optional' | 'generated' | 'autoIncrement'> & {
    readonly nullable: 'YES' | 'NO';
    readonly hasDefault: number;
    readonly extra: string;
    readonly expression: string | null;
  };
  const rows = await select<Row>(
    db,
    sql`
      SELECT column_name AS name, column_type AS type, is_nullable AS nullable, column_default IS NOT NULL AS hasDefault,
        extra AS extra, generation_expression AS expression, collation_name AS collation, character_set_name AS characterSet
      FROM information_schema.columns
      WHERE table_schema = ${schema} AND table_name = ${name}
      ORDER BY ordinal_position`,
  );
  return rows.map(({ nullable, hasDefault, extra, expression, ...column }) => {
    const generated = (expression ?? '') !== '';
    const autoIncrement = /\bauto_increment\b/i.test(extra);
    const optional = nullable === 'YES' || hasDefault === 1 || generated || autoIncrement;
    const type = column.type.replace(DISPLAY_WIDTH, '$1');
    return { ...column, type, nullable: nullable === 'YES', optional, generated, autoIncrement };
  });
}

/** MariaDB, and MySQL before 8.0.19, add how wide numbers are shown. `tinyint(1)` means a boolean. */
const DISPLAY_WIDTH = /^((?:small|medium|big)?int|tinyint(?!\(1\))|year)\(\d+\)/;

/** Those by which rows are found: not FULLTEXT and the like. */
async function indexesOf(db: Asked, { schema, name }: Found): Promise<TableIndex[]> {
  type Row = { readonly name: string; readonly duplicates: number; readonly column: string | null };
  const rows = await select<Row>(
    db,
    sql`
      SELECT index_name AS name, non_unique AS duplicates, IF(sub_part IS NULL, column_name, NULL) AS \`column\`
      FROM information_schema.statistics
      WHERE table_schema = ${schema} AND table_name = ${name} AND index_type IN ('BTREE', 'HASH')
      ORDER BY index_name, seq_in_index`,
  );
  return grouped(rows).map(([{ name: index, duplicates }, parts]) => ({
    name: index,
    unique: Number(duplicates) === 0,
    columns: parts.map(({ column }) => column),
  }));
}

async function foreignKeysOf(db: Asked, { schema, name }: Found): Promise<TableForeignKey[]> {
  type Row = Record<'name' | 'column' | 'schema' | 'table' | 'references', string>;
  const rows = await select<Row>(
    db,
    sql`
      SELECT constraint_name AS name, column_name AS \`column\`, referenced_table_schema AS \`schema\`,
        referenced_table_name AS \`table\`, referenced_column_name AS \`references\`
      FROM information_schema.key_column_usage
      WHERE table_schema = ${schema} AND table_name = ${name} AND referenced_table_name IS NOT NULL
      ORDER BY constraint_name, ordinal_position`,
  );
  return grouped(rows).map(([{ name: key, schema: other, table }, parts]) => ({
    name: key,
    columns: parts.map(({ column }) => column),
    references: { schema: other, table, columns: parts.map(({ references }) => references) },
  }));
}

/**
 * The foreign keys that refer to a table, of all tables on which the user has a privilege. MariaDB opens every table for this, so
 * that it is asked only where rows are to be deleted.
 */
export async function referrersOf(
  db: Asked,
  { schema, name }: Pick<TableDescription, 'schema' | 'name'>,
): Promise<TableReferrer[]> {
  type Row = Omit<TableReferrer, 'references'> & { readonly column: string };
  const rows = await select<Row>(
    db,
    sql`
      SELECT k.constraint_name AS name, k.table_schema AS \`schema\`, k.table_name AS \`table\`,
        k.referenced_column_name AS \`column\`, r.delete_rule AS onDelete
      FROM information_schema.key_column_usage AS k
      JOIN information_schema.referential_constraints AS r
        ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
          AND r.table_name = k.table_name
      WHERE k.referenced_table_schema = ${schema} AND k.referenced_table_name = ${name}
      ORDER BY k.table_schema, k.table_name, k.constraint_name, k.ordinal_position`,
  );
  // A constraint of this name can be in several schemas and, on MariaDB, tables.
  const named = rows.map((row) => ({ ...row, key: row.name, name: `${row.schema}.${row.table}.${row.name}` }));
  return grouped(named).map(([{ key, schema: other, table, onDelete }, parts]) => {
    return { name: key, schema: other, table, references: parts.map(({ column }) => column), onDelete };
  });
}

async function checksOf(db: Asked, { schema, name }: Found): Promise<TableDescription['checks']> {
  type Row = {
    readonly CONSTRAINT_NAME: string;
    readonly CHECK_CLAUSE: string;
    /** On MySQL, whose checks have names that are unique in the schema, that of the other view. */
    readonly TABLE_NAME: string;
    /** Not on MariaDB. */
    readonly ENFORCED?: 'YES' | 'NO';
  };
  // MariaDB's names are unique in a table only, so that the join also finds the checks of other tables.
  const rows = await select<Row>(
    db,
    sql`
      SELECT u.*, c.*
      FROM information_schema.table_constraints AS u
      JOIN information_schema.check_constraints AS c
        ON c.constraint_schema = u.constraint_schema AND c.constraint_name = u.constraint_name
      WHERE u.constraint_schema = ${schema} AND u.table_schema = ${schema} AND u.table_name = ${name}
        AND u.constraint_type = 'CHECK'
      ORDER BY u.constraint_name`,
  );
  return rows
    .filter((row) => row.TABLE_NAME === name && row.ENFORCED !== 'NO')
    .map((row) => ({ name: row.CONSTRAINT_NAME, condition: row.CHECK_CLAUSE }));
}

const triggersOf = (db: Asked, { schema, name }: Found): Promise<TableDescription['triggers'][number][]> =>
  select(
    db,
    sql`
      SELECT trigger_name AS name, event_manipulation AS event
      FROM information_schema.triggers
      WHERE event_object_schema = ${schema} AND event_object_table = ${name}
      ORDER BY trigger_name`,
  );

/** The rows by name, in their order: the first of each, and all of it. */
function grouped<T extends { readonly name: string }>(rows: readonly T[]): [T, T[]][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.name, [...(groups.get(row.name) ?? []), row]);
  return [...groups.values()].map((group) => [group[0] as T, group]);
}
