import type { TableDescription, TableReferrer } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import { columnOf, type Findings, nameOf, sameName } from './findings.ts';
import { keyColumns } from './written-columns.ts';

/** Whether imports may delete the rows that their file lacks. Only if the definition says so, unlike with other modes. */
export const allowsDeletions = ({ modes }: Pick<Definition, 'modes'>): boolean =>
  modes?.onAbsent?.includes('delete') ?? false;

const PATH = ['modes', 'onAbsent'];

export interface DeletionCheck {
  readonly definition: Definition;
  readonly table: TableDescription;
  /** The column with the account of a row, if it has one. */
  readonly account: string | undefined;
  /** The foreign keys that refer to the table. */
  readonly referrers: readonly TableReferrer[];
  /** Whether the definition is a member's, which must not reach rows beyond those of its table and account. */
  readonly byMember: boolean;
}

/** Whether rows can be told by their key, and which others would be deleted or changed with them. */
export function checkDeletions({ definition, table, account, referrers, byMember }: DeletionCheck, findings: Findings) {
  for (const name of keyColumns(definition, definition.schema.primaryKey ?? [])) {
    const type = columnOf(table, name)?.type ?? '';
    if (/^(float|double)\b/i.test(type)) {
      const message = `${nameOf(table)}.${name} is ${type}, whose values are not exact, so that rows cannot be found again by their key. Leave out delete.`;
      findings.report(PATH, 'COLUMN_TYPE', message);
    }
  }
  if (account === undefined) {
    const message = `All accounts share the rows of ${nameOf(table)}: an import with on_absent=delete deletes them for every account.`;
    findings.warn(PATH, 'SHARED', message);
  }
  for (const key of referrers) {
    const { name, onDelete, references } = key;
    if (onDelete !== 'CASCADE' && onDelete !== 'SET NULL') continue;
    const isSame = sameName(nameOf(table), nameOf({ schema: key.schema, name: key.table }));
    const what = onDelete === 'CASCADE' ? 'deleted' : 'changed';
    const rows = `rows of ${nameOf({ schema: key.schema, name: key.table })} that refer to it by the foreign key ${name}`;
    const message = `With a row of ${nameOf(table)}, ${rows} are ${what} too (ON DELETE ${onDelete}).`;
    const isOwn = account !== undefined && references.some((column) => sameName(column, account));
    if (isSame)
      findings.report(
        PATH,
        'CASCADES',
        `${message} The file may have these rows. Change the key, or leave out delete.`,
      );
    else if (byMember && !isOwn)
      findings.report(PATH, 'CASCADES', `${message} They may be those of other accounts. An operator can define this.`);
    else findings.warn(PATH, 'CASCADES', message);
  }
}
