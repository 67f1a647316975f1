import type { FieldColumn } from './find-keys.ts';

/** The placeholders of a file: those that mean the same everywhere, and by field those that are values elsewhere. */
export interface MissingValues {
  readonly ofSchema: readonly string[];
  readonly ofField: ReadonlyMap<string, readonly string[]>;
}

export function missingValuesOf(fields: readonly FieldColumn[]): MissingValues {
  const found = new Set(fields.flatMap(({ observed }) => [...observed.placeholders.keys()]));
  const isValue = (text: string): boolean => fields.some(({ observed }) => observed.valuePlaceholders.has(text));
  const ofSchema = [...found].filter((text) => !isValue(text));
  const ofField = new Map(
    fields.flatMap(({ name, observed }) => {
      const own = [...observed.placeholders.keys()].filter(isValue);
      return own.length > 0 ? [[name, [...ofSchema, ...own]] as const] : [];
    }),
  );
  return { ofSchema, ofField };
}
