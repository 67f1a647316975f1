import { OUTER_SPACE } from '../shared/sql.ts';

/** Patterns (RE2) of cells that were damaged before the file was created, or that a program might execute. */
export const suspicions = [
  {
    type: 'control_character',
    pattern: String.raw`[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]`,
    message: 'contains a control character',
  },
  {
    type: 'broken_encoding',
    // U+FFFD, and UTF-8 that was read as Windows-1252 and saved: "MÃ¼ller", "itâ€™s".
    pattern: String.raw`\x{fffd}|Ã[\x{80}-\x{bf}\x{152}-\x{192}\x{201a}-\x{203a}\x{20ac}]|â€.|Â[\x{a0}-\x{bf}]`,
    message: 'contains characters damaged by a wrong encoding',
  },
  {
    type: 'spreadsheet_error',
    pattern: String.raw`^\s*#(?:REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)\s*$`,
    message: 'is a spreadsheet error',
  },
  {
    type: 'formula',
    pattern: String.raw`^\s*(?:=[^=\s]|[+@-][A-Za-z]+\()`,
    message: 'would run as a formula in a spreadsheet',
  },
  {
    type: 'script',
    pattern: '(?i:<script|javascript:)',
    message: 'contains a script',
  },
] as const;
export type Suspicion = (typeof suspicions)[number];

/** Matches cells with outer whitespace or any suspicious content in one pass; the rare matches are classified later. */
export const REMARKABLE = [OUTER_SPACE, ...suspicions.map(({ pattern }) => pattern)].join('|');
