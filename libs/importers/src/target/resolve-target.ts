import { ACCOUNT_COLUMN, CREATED_PREFIX, type ImportTargets, type QualifiedTable, qualifiedTable } from '@sluice/core';
import type { Definition } from '../document/definition.ts';

/** Where the rows of an importer are. */
export interface ResolvedTarget extends QualifiedTable {
  readonly schema: string;
  /** The column with the account of a row; undefined if all accounts share the rows. */
  readonly account: string | undefined;
}

/**
 * The table that a definition means. One that Sluice makes is in the schema for such tables, has their prefix, and always an
 * account. Says nothing about whether the definition may use it: that is for `checkTarget`.
 */
export function resolveTarget({ target }: Pick<Definition, 'target'>, allowed: ImportTargets): ResolvedTarget {
  const { schema = allowed.own, table } = qualifiedTable(target.table);
  if (target.manage === 'existing') return { schema, table, account: target.account };
  const prefixed = table.startsWith(CREATED_PREFIX) ? table : `${CREATED_PREFIX}${table}`;
  return { schema: allowed.createSchema, table: prefixed, account: ACCOUNT_COLUMN };
}
