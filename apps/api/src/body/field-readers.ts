/** Converts the text of a form field. Text that cannot be converted stays text and fails validation. */
export type FieldReader = (text: string) => unknown;

export const textField: FieldReader = (text) => text;

/** Booleans as written in forms and shells. */
const BOOLEANS = new Map([
  ...['true', '1', 'yes'].map((text) => [text, true] as const),
  ...['false', '0', 'no'].map((text) => [text, false] as const),
]);

export const booleanField: FieldReader = (text) => BOOLEANS.get(text.trim().toLowerCase()) ?? text;

/** A whole number; other text stays text. */
export const numberField: FieldReader = (text) => (/^\d{1,15}$/.test(text.trim()) ? Number(text) : text);

export const jsonField: FieldReader = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** A form's fields as values; an empty field counts as not filled in. */
export function readFields(
  fields: ReadonlyMap<string, string>,
  readers: ReadonlyMap<string, FieldReader>,
): Record<string, unknown> {
  const filled = [...fields].filter(([, text]) => text !== '');
  return Object.fromEntries(filled.map(([name, text]) => [name, readers.get(name)?.(text) ?? text]));
}
