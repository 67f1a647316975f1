import { encodingName } from '@sluice/core';
import { z } from 'zod';
import { autoDetected } from './markers.ts';

/** Delimiters that forms offer; any other character can be given too. */
const usualDelimiters = [',', ';', '\t', '|', ' ', ':', '^', '~', '\u001c', '\u001d', '\u001e', '\u001f'];

const optional = <T extends z.ZodType>(schema: T, description: string) => schema.optional().meta({ description });

/** An option whose value is detected from the file if it is left out. */
const detected = <T extends z.ZodType>(schema: T, description: string) =>
  schema.optional().meta({ ...autoDetected, description: `${description} Default: auto-detect.` });

/** With the flag, a character outside the BMP is one. JSON Schema implies it, and has no place to write it. */
const CHARACTER = /^[^\r\n]$/u;
const character = z
  .string()
  .regex(CHARACTER, 'must be a single character, but not a line break')
  .meta({ pattern: CHARACTER.source });
const count = (max: number) => z.number().int().min(0).max(max);

/** How the file is to be read, with the names that callers use. */
export const readingOptions = {
  encoding: detected(
    z
      .string()
      .max(40)
      .refine((label) => encodingName(label) !== undefined, 'expected a label of the WHATWG Encoding Standard'),
    'Any label of the WHATWG Encoding Standard, such as utf-8, windows-1252, shift_jis or gb18030.',
  ),
  delimiter: detected(character, 'The character between two cells.').meta({
    ...{ ...autoDetected, examples: usualDelimiters },
    description: 'The character between two cells. Default: auto-detect.',
  }),
  quote: detected(z.enum(['"', "'", 'none']), 'The character around cells that contain a delimiter.'),
  escape: detected(
    z.enum(['none', '\\']),
    'How a quote within a quoted cell is written: doubled (none), or after a backslash.',
  ),
  comment: detected(z.union([z.literal('none'), character]), 'The character that starts a comment line.'),
  header_row: detected(
    z.union([z.number().int().min(1).max(1_000_000), z.literal('none')]),
    'The row with the column names, as a spreadsheet numbers rows; none if the first row is data.',
  ),
  header_rows: optional(z.number().int().min(1).max(10), 'How many rows are joined into one header. Default: 1.'),
  skip_rows: detected(count(1_000_000), 'Rows to skip at the start of the file.'),
  skip_footer: optional(count(10_000), 'Rows to skip at the end of the file. Default: 0.'),
  allow_short_rows: optional(
    z.boolean(),
    'Fill missing cells at the end of a record with blanks. Default: the record is an error.',
  ),
  skip_repeated_headers: optional(
    z.boolean(),
    'Skip records that repeat the header. Default: keep them, with a warning.',
  ),
  skip_totals: optional(z.boolean(), 'Skip records that look like totals. Default: keep them, with a warning.'),
  decimal_mark: detected(z.enum(['.', ',']), 'How decimals are written: 1.5 or 1,5.'),
  date_order: detected(z.enum(['DMY', 'MDY']), 'How to read dates such as 03/04/2024.'),
  sheet: optional(z.string().min(1).max(255), 'XLSX only: the sheet to read. Default: the first that has rows.'),
  strict: optional(
    z.boolean(),
    'Refuse the file if a detected setting is doubtful (confidence below 0.8). Imports that are all or nothing, or that delete rows, always do.',
  ),
};

const shape = z.object(readingOptions);
/** As callers write them, and as they are stored. */
export type ReadingOptions = z.output<typeof shape>;
