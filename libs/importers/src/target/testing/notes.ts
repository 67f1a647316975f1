import { ImportTargets, parseTargetRules, type TableColumn, type TableDescription } from '@sluice/core';
import { type Definition, readDefinition } from '../../document/index.ts';

/** A column by its type; what it does not say is as in most tables. */
export const column = (name: string, type: string, more: Partial<TableColumn> = {}): TableColumn => {
  const isText = /char|text|enum|set/.test(type);
  return {
    ...{ name, type, nullable: false, optional: more.nullable ?? false, generated: false, autoIncrement: false },
    ...{ collation: isText ? 'utf8mb4_0900_ai_ci' : null, characterSet: isText ? 'utf8mb4' : null },
    ...more,
  };
};
export const account = column('account_id', 'varchar(64)', { collation: 'ascii_bin', characterSet: 'ascii' });
export const counted = column('id', 'bigint unsigned', { optional: true, autoIncrement: true });

/** The table `app.notes`, with a key over a code. */
export const notes: TableDescription = {
  ...{ schema: 'app', name: 'notes', engine: 'InnoDB' },
  columns: [counted, account, column('code', 'varchar(20)'), column('text', 'text', { nullable: true })],
  indexes: [
    { name: 'PRIMARY', unique: true, columns: ['id'] },
    { name: 'one_per_code', unique: true, columns: ['account_id', 'code'] },
  ],
  ...{ foreignKeys: [], checks: [], triggers: [] },
};

const base = {
  name: 'notes',
  target: { table: 'app.notes', manage: 'existing', account: 'account_id' },
  schema: {
    primaryKey: ['code'],
    fields: [
      { name: 'code', type: 'string' },
      { name: 'text', type: 'string' },
    ],
  },
};

/** A definition of notes, with other members. @throws Error if it is none */
export function notesDefinition(members: Readonly<Record<string, unknown>> = {}): Definition {
  const { definition, problems } = readDefinition(JSON.stringify({ ...base, ...members }));
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}

const DATABASE_URL = 'mysql://localhost/sluice';
export const allow = (rules: string, IMPORT_CREATE_SCHEMA?: string) =>
  new ImportTargets({ DATABASE_URL, IMPORT_TARGETS: parseTargetRules(rules), IMPORT_CREATE_SCHEMA });
