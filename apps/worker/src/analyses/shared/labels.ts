import type { TableColumn } from '../types.ts';

/**
 * What each column is called in a report: its name, `column 3` where it has none, and `name (2)` where an earlier one
 * has the same, so that every label stands for one column.
 */
export function columnLabels(columns: readonly TableColumn[]): Map<string, string> {
  const taken = new Set(columns.map(({ name }) => name));
  const given = new Set<string>();
  const labels = new Map<string, string>();
  for (const [at, { id, name }] of columns.entries()) {
    const base = name === '' ? `column ${at + 1}` : name;
    let label = base;
    for (let copy = 2; given.has(label) || (label !== name && taken.has(label)); copy++) label = `${base} (${copy})`;
    given.add(label);
    labels.set(id, label);
  }
  return labels;
}
