import type { TargetTable } from './target.ts';

export const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A string literal with MySQL's default escapes. */
export const quoteText = (text: string): string =>
  `'${text.replace(/['\\\0\n\r\x1a]/g, (c) => (c === '\0' ? '\\0' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : c === '\x1a' ? '\\Z' : `\\${c}`))}'`;

export const quoteTable = ({ schema, name }: TargetTable): string =>
  schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;

/** One text of several values; a single one stays what it is. */
export const joined = (values: readonly string[]): string =>
  values.length === 0 ? 'NULL' : values.length === 1 ? (values[0] as string) : `concat_ws(', ', ${values.join(', ')})`;
