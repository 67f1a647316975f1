import { stringify } from 'yaml';
import { isDataPackage } from './data-package.ts';
import type { Definition } from './definition.ts';
import { toDataPackage } from './to-data-package.ts';

export const textFormats = ['yaml', 'json', 'datapackage'] as const;
export type TextFormat = (typeof textFormats)[number];

/** A version of an importer as it is stored. */
export interface StoredText {
  /** As it was given: the definition, or a Data Package that became it. */
  readonly source: string;
  readonly format: 'yaml' | 'json';
  readonly definition: Definition;
}

/**
 * A definition as the text of a file. In the format in which it was given, the text is the same, with its comments. A Data Package
 * says in `sluice.omitted` what it leaves out.
 */
export function definitionText({ source, format, definition }: StoredText, wanted: TextFormat): string {
  if (wanted === 'datapackage') {
    const { value, omitted } = toDataPackage(definition);
    return json({ ...value, sluice: { importer: definition.name, omitted } });
  }
  if (wanted === format && !isPackageText(source, format)) return source;
  return wanted === 'json' ? json(definition) : stringify(definition);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Without parsing YAML again, which can take long. A package in another form of YAML stays as it is: it is accepted too. */
const isPackageText = (source: string, format: 'yaml' | 'json'): boolean =>
  format === 'json' ? isDataPackage(JSON.parse(source)) : /^resources:/m.test(source);
