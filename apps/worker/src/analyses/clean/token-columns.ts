import type { TableColumn } from '../types.ts';
import { columnsNamed } from './columns.ts';
import type { CleanContext, CleanState } from './types.ts';

/** The columns in which words such as "N/A" are emptied, as the parameters say. */
export async function tokenColumns(context: CleanContext, state: CleanState): Promise<readonly TableColumn[]> {
  const { tokens, token_columns } = context.parameters.nulls;
  if (tokens.length === 0) return [];
  if (token_columns === 'all') return context.columns;
  if (token_columns !== 'typed') return columnsNamed(context.columns, token_columns);
  const kinds = await context.facts.kinds(state.table, tokens);
  return context.columns.filter(({ id }) => {
    const kind = kinds.get(id)?.kind;
    return kind === 'number' || kind === 'date' || kind === 'boolean';
  });
}
