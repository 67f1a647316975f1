import type { TargetTable } from './target.ts';

export const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A string literal with MySQL's default escapes. */
export const quoteText = (text: string): string =>
  `'${text.replace(/['\\\0\n\r\x1a]/g, (c) => (c === '\0' ? '\\0' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : c === '\x1a' ? '\\Z' : `\\${c}`))}'`;

export const quoteTable = ({ schema, name }: TargetTable): string =>
  schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
