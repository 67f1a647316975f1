import { excerpt } from '@sluice/core';

/** The steps from the top of a document to one of its parts: names of members and positions in lists. */
export type Path = readonly (string | number)[];

/** What is wrong with a definition. Codes are stable; messages may change. */
export type ProblemCode =
  /** The text is not YAML or JSON, or uses a part of YAML that definitions do not. */
  | 'SYNTAX'
  | 'TOO_LARGE'
  | 'REQUIRED'
  | 'WRONG_TYPE'
  | 'WRONG_VALUE'
  | 'UNKNOWN_MEMBER'
  /** The standard has it, Sluice does not. */
  | 'UNSUPPORTED'
  | 'DUPLICATE'
  /** The document names a field that it does not have. */
  | 'UNKNOWN_FIELD'
  | 'NAME_RESERVED'
  /** Does not go with the type of the field. */
  | 'NOT_FOR_TYPE'
  /** A value that the field itself could not have. */
  | 'NOT_OF_TYPE'
  /** Two parts of the document exclude each other. */
  | 'CONTRADICTION'
  | 'PATTERN_INVALID'
  | 'FORMAT_INVALID'
  | 'EXPRESSION_INVALID'
  /** A number that a double does not keep digit for digit. */
  | 'NUMBER_INEXACT'
  /** The rest is found on the server only. No importer may use the table: it is not in IMPORT_TARGETS. */
  | 'TABLE_NOT_ALLOWED'
  | 'TABLE_NOT_FOUND'
  /** A table of the name is there that Sluice did not make. */
  | 'TABLE_EXISTS'
  /** Sluice made the table, and would have to change more of it than it does. */
  | 'TABLE_DIFFERS'
  /** Has no transactions. */
  | 'TABLE_ENGINE'
  /** IMPORT_TARGETS says otherwise whose rows the table holds. */
  | 'ACCOUNT_WRONG'
  | 'COLUMN_NOT_FOUND'
  | 'COLUMN_GENERATED'
  /** The column cannot hold such values. */
  | 'COLUMN_TYPE'
  /** A new row needs a value for the column. */
  | 'COLUMN_NEEDED'
  | 'INDEX_MISSING'
  /** A unique index that the definition does not mention. */
  | 'KEY_UNKNOWN'
  /** With the rows that imports delete, others would be deleted or changed that they must not touch. */
  | 'CASCADES'
  | 'UNKNOWN_IMPORTER';

/** A place in a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One fault of a definition. */
export interface Problem {
  /** Where, as people write it: `schema.fields[3].constraints.pattern`; empty for the document itself. */
  readonly path: string;
  readonly code: ProblemCode;
  /** What is wrong and what to do. */
  readonly message: string;
  /** Where in the text; absent if unknown. */
  readonly at?: Place;
}

/** A problem before its place in the text is looked up. */
export interface Finding {
  readonly path: Path;
  readonly code: ProblemCode;
  readonly message: string;
}

/** Reports one problem of the part that a check looks at. */
export type Report = (path: Path, code: ProblemCode, message: string) => void;

const PLAIN_NAME = /^[$A-Za-z_][\w$-]*$/;

/** `schema.fields[3].name`; names with other characters are quoted: `columns["order no"]`. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (PLAIN_NAME.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(excerpt(step))}]`;
  }
  return text;
}

/** A value of a document for a message: quoted, and not more of it than fits in one. */
export const shown = (value: unknown): string => {
  if (typeof value === 'string') return `"${excerpt(value, 60)}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
};

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
