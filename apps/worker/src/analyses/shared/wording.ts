import { counted, excerpt, formatCount } from '@sluice/core';
import type { TableColumn } from '../types.ts';

export { counted, formatCount as count };

/** Counted things that are known: `the row`, `the 2 rows`. */
export const the = (value: number, one: string): string => `the ${value === 1 ? one : counted(value, one)}`;

/** A share as a readable percentage, never rounded to 0% or 100%. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%';
  const share = (part / whole) * 100;
  if (share < 0.1) return '< 0.1%';
  if (part < whole && share > 99.9) return '> 99.9%';
  return `${Number(share.toFixed(1))}%`;
}

/** Names for a sentence: at most `most`, then the number of remaining ones. */
export function named(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `"${excerpt(name)}"`);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${formatCount(more)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Characters of a value that a sentence shows. */
export const VALUE_LENGTH = 40;
/** Characters of a column's label. */
const LABEL_LENGTH = 200;

/**
 * The label of each column in a report: its name (shortened if it is very long), `column 3` without a name, and `name (2)` if an earlier one has the same
 * name, so that labels are unique.
 */
export function columnLabels(columns: readonly TableColumn[]): Map<string, string> {
  const taken = new Set(columns.map(({ name }) => name));
  const given = new Set<string>();
  const labels = new Map<string, string>();
  for (const [at, { id, name }] of columns.entries()) {
    const base = name === '' ? `column ${at + 1}` : excerpt(name, LABEL_LENGTH);
    let label = base;
    for (let copy = 2; given.has(label) || (label !== name && taken.has(label)); copy++) label = `${base} (${copy})`;
    given.add(label);
    labels.set(id, label);
  }
  return labels;
}
