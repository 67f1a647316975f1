import type { ImporterInference } from '@sluice/client';
import type { Tone } from '../../ui/Badge.tsx';
import { type FieldView, listOf } from '../definition/definition.ts';

export type ColumnEvidence = ImporterInference['columns'][number];

/** What the values of the file say about a field, also after it was renamed. */
export function evidenceOf(
  columns: readonly ColumnEvidence[],
  { name, column }: FieldView,
): ColumnEvidence | undefined {
  const aliases = listOf(column.aliases);
  return (
    columns.find(({ field }) => field === name) ??
    columns.find(({ field, header }) => aliases.includes(header) || (field !== null && aliases.includes(field)))
  );
}

/** How sure a guess is, as a person would say it. */
export function sureness(confidence: number): { readonly tone: Tone; readonly label: string } {
  const percent = `${Math.round(confidence * 100)}%`;
  if (confidence >= 0.9) return { tone: 'good', label: `${percent} sure` };
  return confidence >= 0.7
    ? { tone: 'neutral', label: `${percent} sure` }
    : { tone: 'warn', label: `${percent} sure: check it` };
}
