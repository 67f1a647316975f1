import { randomUUID } from 'node:crypto';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';

/** A row, by its primary key. */
export interface ForgedRow {
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
}

interface Column extends RowDataPacket {
  readonly TABLE_NAME: string;
  readonly COLUMN_NAME: string;
  readonly DATA_TYPE: string;
  readonly COLUMN_TYPE: string;
  readonly COLUMN_KEY: string;
  readonly IS_NULLABLE: 'YES' | 'NO';
  readonly COLUMN_DEFAULT: string | null;
  readonly CHARACTER_MAXIMUM_LENGTH: number | null;
  readonly EXTRA: string;
  readonly PARENT: string | null;
  readonly PARENT_COLUMN: string | null;
}

/** Optional columns that a CHECK of the table asks for. */
const FILLED: Readonly<Record<string, readonly string[]>> = { downloads: ['job_id'] };

/** Adds a row to every table of the schema as it is now, whichever tables those are, and returns them. */
export async function forgeRows(connection: Connection): Promise<ForgedRow[]> {
  const [columns] = await connection.query<Column[]>(`
    SELECT c.*, k.REFERENCED_TABLE_NAME AS PARENT, k.REFERENCED_COLUMN_NAME AS PARENT_COLUMN
    FROM information_schema.COLUMNS c
    LEFT JOIN information_schema.KEY_COLUMN_USAGE k ON k.TABLE_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME
      AND k.COLUMN_NAME = c.COLUMN_NAME AND k.REFERENCED_TABLE_NAME IS NOT NULL
    WHERE c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME NOT LIKE '\\_\\_%'
    ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`);
  const rows = new Map<string, Record<string, unknown>>();
  const forge = async (table: string): Promise<Record<string, unknown>> => {
    const known = rows.get(table);
    if (known) return known;
    const values: Record<string, unknown> = {};
    rows.set(table, values);
    const own = columns.filter(({ TABLE_NAME }) => TABLE_NAME === table);
    for (const column of own.filter((each) => isNeeded(each))) {
      const { COLUMN_NAME: name, PARENT: parent, PARENT_COLUMN: of } = column;
      if (parent && of) values[name] = (await forge(parent))[of];
      else values[name] = isSoleNumber(column, own) ? ++numbered : valueFor(column);
    }
    const [{ insertId }] = await connection.query<ResultSetHeader>('INSERT INTO ?? SET ?', [table, values]);
    for (const { COLUMN_NAME, EXTRA } of own) if (EXTRA.includes('auto_increment')) values[COLUMN_NAME] = insertId;
    return values;
  };
  const forged: ForgedRow[] = [];
  for (const table of new Set(columns.map(({ TABLE_NAME }) => TABLE_NAME))) {
    const values = await forge(table);
    const keys = columns.filter((column) => column.TABLE_NAME === table && column.COLUMN_KEY === 'PRI');
    forged.push({ table, key: Object.fromEntries(keys.map(({ COLUMN_NAME: name }) => [name, values[name]])) });
  }
  return forged;
}

/** The rows that are no longer there. */
export async function missingRows(connection: Connection, rows: readonly ForgedRow[]): Promise<ForgedRow[]> {
  const missing: ForgedRow[] = [];
  for (const row of rows) {
    const conditions = Object.keys(row.key).map(() => '?? = ?');
    const [found] = await connection.query<RowDataPacket[]>(`SELECT 1 FROM ?? WHERE ${conditions.join(' AND ')}`, [
      row.table,
      ...Object.entries(row.key).flat(),
    ]);
    if (found.length !== 1) missing.push(row);
  }
  return missing;
}

/** Number keys are counted up, so that a table can get a row again after another migration. */
let numbered = 0;
const isSoleNumber = ({ COLUMN_KEY, DATA_TYPE }: Column, own: readonly Column[]): boolean =>
  COLUMN_KEY === 'PRI' && /int/.test(DATA_TYPE) && own.filter((column) => column.COLUMN_KEY === 'PRI').length === 1;

const isNeeded = ({ TABLE_NAME, COLUMN_NAME, IS_NULLABLE, COLUMN_DEFAULT, EXTRA }: Column): boolean => {
  if (FILLED[TABLE_NAME]?.includes(COLUMN_NAME)) return true;
  return IS_NULLABLE === 'NO' && COLUMN_DEFAULT === null && !/auto_increment|DEFAULT_GENERATED|GENERATED/i.test(EXTRA);
};

function valueFor({ DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH: length, COLUMN_NAME }: Column): unknown {
  if (DATA_TYPE === 'enum') return /'([^']+)'/.exec(COLUMN_TYPE)?.[1];
  // MariaDB's JSON is a LONGTEXT with a CHECK.
  if (/^(json|longtext)$/.test(DATA_TYPE)) return '{}';
  if (/int|decimal|double|float/.test(DATA_TYPE)) return 1;
  if (/^(date|timestamp)/.test(DATA_TYPE)) return new Date();
  if (/char|text|blob|binary/.test(DATA_TYPE)) return randomUUID().slice(0, length ?? 36);
  throw new Error(`no value for ${COLUMN_NAME} ${COLUMN_TYPE}`);
}
