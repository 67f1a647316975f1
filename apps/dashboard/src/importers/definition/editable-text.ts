interface Stored {
  readonly source: string;
  readonly format: 'yaml' | 'json';
  readonly definition: object;
}

/** Whether the text is a Data Package, as the server recognizes one, without the parser of YAML. */
export function isPackage({ source, format }: Pick<Stored, 'source' | 'format'>): boolean {
  if (format === 'yaml') return /^resources:/m.test(source);
  const { resources, target } = JSON.parse(source);
  return Array.isArray(resources) && target === undefined;
}

/** The text to change: as it was given, or the definition that a Data Package became, which has no place for most changes. */
export const editableText = (stored: Stored): string =>
  isPackage(stored) ? `${JSON.stringify(stored.definition, null, 2)}\n` : stored.source;
