import { quoteName, quoteText } from './sql-text.ts';
import { FATE, stagedName } from './stage-statements.ts';
import type { CheckedField, ImportTarget } from './target.ts';

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

/** The value of a column after either. */
export const valueAfterWrite = (target: ImportTarget, name: string): string =>
  `IF(s.fate = ${FATE.insert}, ${valueOfNew(target, name)}, ${valueOfUpdated(target, name)})`;

/** The same for a field of a check, which the file or the table may not have. */
export function valueOfChecked(target: ImportTarget, { column: name, isStored, fallback }: CheckedField): string {
  const { column, staged } = find(target, name);
  const ofNew = column ? valueOfNew(target, name) : literal(fallback);
  return `IF(s.fate = ${FATE.insert}, ${ofNew}, ${isStored ? valueOfUpdated(target, name) : staged})`;
}

/** Whether an update keeps the value of a field of a check; undefined if it never does. */
export function keepsChecked(target: ImportTarget, { column: name }: CheckedField): string | undefined {
  const { column, staged } = find(target, name);
  if (!column) return 'TRUE';
  return column.clearOnUpdate ? undefined : `${staged} IS NULL`;
}
