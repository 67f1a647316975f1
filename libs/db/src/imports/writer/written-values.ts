import { quoteName, quoteText } from './sql-text.ts';
import { stagedName } from './stage-statements.ts';
import type { ImportTarget } from './target.ts';

const literal = (text: string | undefined): string => (text === undefined ? 'NULL' : quoteText(text));

function find({ columns, constants }: ImportTarget, name: string) {
  const at = columns.findIndex((candidate) => candidate.name === name);
  const column = columns[at];
  return { column, staged: column ? `s.${stagedName(at)}` : 'NULL', fallback: column?.fallback ?? constants[name] };
}

/** The value of a column after the staged row `s` has been inserted; NULL if the table has a default. */
export function valueOfNew(target: ImportTarget, name: string): string {
  const { column, staged, fallback } = find(target, name);
  if (!column) return literal(fallback);
  return fallback === undefined ? staged : `ifnull(${staged}, ${literal(fallback)})`;
}

/** The value of a column after the staged row `s` has been merged into the row `t`. */
export function valueOfUpdated(target: ImportTarget, name: string): string {
  const { column, staged } = find(target, name);
  const old = `t.${quoteName(name)}`;
  if (!column) return old;
  return column.clearOnUpdate ? valueOfNew(target, name) : `ifnull(${staged}, ${old})`;
}

/** The value of a column after either; `t` is NULL if the row is new. */
export function valueAfterWrite(target: ImportTarget, name: string): string {
  const { column, staged, fallback } = find(target, name);
  const kept = column?.clearOnUpdate ? 'NULL' : `t.${quoteName(name)}`;
  return `coalesce(${staged}, ${kept}, ${literal(fallback)})`;
}
