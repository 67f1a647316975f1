import type { ImportOptions } from '@sluice/client';
import { type Command, Option } from 'commander';
import { comment, delimiter, headerRow, wholeNumber } from './options.ts';

/** Options that say how a file is read, as commander collects them. */
export interface ReadingFlags {
  readonly encoding?: string;
  readonly delimiter?: NonNullable<ImportOptions['delimiter']>;
  readonly quote?: NonNullable<ImportOptions['quote']>;
  readonly escape?: NonNullable<ImportOptions['escape']>;
  readonly comment?: string;
  readonly headerRow?: NonNullable<ImportOptions['header_row']>;
  readonly headerRows?: number;
  readonly skipRows?: number;
  readonly skipFooter?: number;
  readonly allowShortRows?: boolean;
  readonly skipRepeatedHeaders?: boolean;
  readonly skipTotals?: boolean;
  readonly decimalMark?: NonNullable<ImportOptions['decimal_mark']>;
  readonly dateOrder?: NonNullable<ImportOptions['date_order']>;
  readonly sheet?: string;
  readonly strict?: boolean;
}

/** Adds them to a command. Whatever is not given is detected. */
export const withReadingFlags = (command: Command): Command =>
  command
    .option('--delimiter <char>', 'one character, or tab; default: auto-detect', delimiter)
    .option('--encoding <name>', 'such as utf-8, windows-1252 or shift_jis; default: auto-detect')
    .addOption(new Option('--quote <char>', 'character around cells; default: auto-detect').choices(['"', "'", 'none']))
    .addOption(
      new Option(
        '--escape <char>',
        'character before quotes inside a quoted cell, or none if they are doubled; default: auto-detect',
      ).choices(['\\', 'none']),
    )
    .option('--comment <char>', 'start of comment lines, or none; default: auto-detect', comment)
    .option('--header-row <n>', 'row with the column names, or none; default: auto-detect', headerRow)
    .option('--header-rows <n>', 'rows that are joined into one header', wholeNumber(1, 10))
    .option('--skip-rows <n>', 'rows to skip at the start', wholeNumber(0, 1_000_000))
    .option('--skip-footer <n>', 'rows to skip at the end', wholeNumber(0, 10_000))
    .option('--allow-short-rows', 'fill missing cells at the end of a record with blanks')
    .option('--skip-repeated-headers', 'skip records that repeat the header')
    .option('--skip-totals', 'skip records that look like totals')
    .addOption(new Option('--decimal-mark <char>', 'in numbers; default: auto-detect').choices(['.', ',']))
    .addOption(
      new Option('--date-order <order>', 'how to read dates such as 03/04/2024; default: auto-detect').choices([
        'DMY',
        'MDY',
      ]),
    )
    .option('--sheet <name>', 'sheet of an XLSX file; default: the first that has rows')
    .option('--strict', 'refuse the file if it can be read in several ways');

/** The same as options of a request. */
export const readingRequest = (flags: ReadingFlags) => ({
  encoding: flags.encoding,
  delimiter: flags.delimiter,
  quote: flags.quote,
  escape: flags.escape,
  comment: flags.comment,
  header_row: flags.headerRow,
  header_rows: flags.headerRows,
  skip_rows: flags.skipRows,
  skip_footer: flags.skipFooter,
  allow_short_rows: flags.allowShortRows,
  skip_repeated_headers: flags.skipRepeatedHeaders,
  skip_totals: flags.skipTotals,
  decimal_mark: flags.decimalMark,
  date_order: flags.dateOrder,
  sheet: flags.sheet,
  strict: flags.strict,
});
