/** Encodings of the standard that Node knows no decoder for; each has its name as its only label. */
const others = new Set(['iso-8859-16', 'x-user-defined']);

/**
 * The name, in lower case, of the encoding that has this label in the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/),
 * such as `windows-1252` for `latin1`; undefined if none has it. Case and surrounding spaces do not count. Labels of encodings
 * that browsers refuse to decode, such as `iso-2022-kr`, have no name either.
 */
export function encodingName(label: string): string | undefined {
  const name = label.trim().toLowerCase();
  if (others.has(name)) return name;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}
