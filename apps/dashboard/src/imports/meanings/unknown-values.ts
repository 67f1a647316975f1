import type { Importer, ImportPreview } from '@sluice/client';
import { fieldsOf, listOf, objectOf, textOf } from '../../importers/definition/definition.ts';

/** A value of the file that its field does not know. */
export interface UnknownValue {
  readonly field: string;
  readonly text: string;
}

/** Errors of values that are not among those that the field knows, so that each could stand for one of them. */
const codes = new Set(['NOT_IN_LIST', 'NOT_BOOLEAN']);
export const isUnknownValue = (code: string): boolean => codes.has(code);

/** Excerpts end with it: what is cut off is not what the file says. */
const CUT = '…';

/** The values that fields do not know, each once, those of the most records first. */
export function unknownValues({ checked, failed_rows: failedRows }: ImportPreview): UnknownValue[] {
  const errors = [...failedRows.flatMap((row) => row.errors), ...(checked?.causes ?? [])];
  const found = new Map<string, UnknownValue & { count: number }>();
  for (const { code, field, value } of errors) {
    if (!isUnknownValue(code) || field === null || value === null || value.endsWith(CUT)) continue;
    const id = JSON.stringify([field, value]);
    const known = found.get(id);
    if (known) known.count++;
    else found.set(id, { field, text: value, count: 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count).map(({ field, text }) => ({ field, text }));
}

/** The values that a field knows; empty if they are not a short list. */
export function knownValues(definition: Importer['definition'], name: string): string[] {
  const field = fieldsOf(definition).find((one) => one.name === name);
  if (!field) return [];
  const { constraints, field: own, type } = field;
  const allowed = listOf(constraints.enum ?? own.categories).map((value) => textOf(objectOf(value).value ?? value));
  if (allowed.length > 0 || type !== 'boolean') return allowed.filter((text) => text !== '');
  const [yes = 'true'] = listOf(own.trueValues).map(textOf);
  const [no = 'false'] = listOf(own.falseValues).map(textOf);
  return [yes, no];
}
