/** What a cell looks like. `text` is words; `odd` is text that no data type explains, as when a delimiter splits it wrongly. */
export type CellKind = 'blank' | 'number' | 'date' | 'boolean' | 'email' | 'url' | 'code' | 'text' | 'odd';

type Patterns = readonly (readonly [CellKind, RegExp])[];

const addresses: Patterns = [
  ['email', /^[^@\s,;|]{1,64}@[^@\s.,;|]+\.[^@\s,;|]+$/],
  ['url', /^(?:https?|ftp):\/\/\S+$/i],
];
const text: Patterns = [['text', /^[\p{L}\d(¿¡#*“„«][\p{L}\p{M}\d ,.'’&()/+?!%°“”„«»–-]*$/u]];

/** Cells are many, so each is compared only with patterns that it may fit: a cell with digits, and one without. */
const withDigits: Patterns = [
  [
    'number',
    /^[-+(]?[$€£¥]? ?[-+]?(?:\d+|\d{1,3}(?:[., '\u00a0\u202f]\d{3})+)?(?:[.,]\d+)?(?:e[-+]?\d+)?\)? ?[%€$£¥]?$/i,
  ],
  [
    'date',
    /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?(?: ?(?:z|[-+]\d{2}:?\d{2}))?)?$/i,
  ],
  ['date', /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?$/i],
  [
    'date',
    /^(?:\d{1,2}[- ])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[- .]{1,2}\d{1,4}(?:[-, ]{1,2}\d{4})?$/i,
  ],
  ...addresses,
  ['code', /^[\p{L}\d]+(?:[-_/.#][\p{L}\d]+)*$/u],
  ...text,
];
const withoutDigits: Patterns = [['boolean', /^(?:true|false|yes|no)$/i], ...addresses, ...text];

/** Blank cells and what people write into them. */
const BLANK = /^(?:|-|\\N|n\/?a|#n\/a|null|none|nan)$/i;

/** The kind of a trimmed cell of at most 100 characters. */
export function kindOf(cell: string): CellKind {
  if (cell.length < 6 && BLANK.test(cell)) return 'blank';
  for (const [kind, pattern] of /\d/.test(cell) ? withDigits : withoutDigits) if (pattern.test(cell)) return kind;
  return 'odd';
}

/** The letters at the start of a code such as `ROD-1`, which its siblings share. */
export const prefixOf = (code: string): string => /^\D*/.exec(code)?.[0] ?? '';

/** Kinds that no column name has. */
export const isValueKind = (kind: CellKind): boolean =>
  kind === 'number' || kind === 'date' || kind === 'boolean' || kind === 'email' || kind === 'url';

const words: Readonly<Record<CellKind, string>> = {
  blank: 'a blank',
  number: 'a number',
  date: 'a date or time',
  boolean: 'a boolean',
  email: 'an email address',
  url: 'a web address',
  code: 'a code',
  text: 'text',
  odd: 'text',
};

export const wordFor = (kind: CellKind): string => words[kind];
