import type { TableDescription } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import { followedBy } from '../fields/allowed.ts';
import type { Column, Importer } from '../types.ts';
import { type Limit, limitsOf } from './limits.ts';

/** The importer of a definition, whose rows also fit the columns of this table: values beyond them are row errors. */
export function withLimits(importer: Importer, definition: Definition, table: TableDescription): Importer {
  const limits = limitsOf(definition, table);
  return {
    ...importer,
    columns: importer.columns.map((column) => {
      const limit = limits.get(column.name);
      return limit ? limited(column, limit) : column;
    }),
  };
}

function limited(column: Column, limit: Limit): Column {
  const type = followedBy(column.type, (stored, cell) => {
    const beyond = limit(stored);
    return beyond ? cell.fail(beyond.code, beyond.message) : stored;
  });
  return { ...column, type };
}
