import type { Warning } from '@sluice/core';
import { doubtWarnings, type FileReading, type FileWarning, storedDecisions, storedWarnings } from '@sluice/jobs';
import type { SpooledTable } from './spool.ts';

type Read = Pick<SpooledTable, 'dialect' | 'decisions'>;

/** How a table is read, as it is stored and shown. */
export const readingOf = ({ dialect, decisions }: Read): FileReading => ({
  dialect: {
    format: dialect.format,
    encoding: dialect.encoding,
    encoding_certainty: dialect.encodingCertainty,
    delimiter: dialect.format === 'csv' ? dialect.delimiter : null,
    decimal_comma: dialect.decimalComma,
    sheet: dialect.sheet ?? null,
    sheets: [...(dialect.sheets ?? [])],
  },
  decisions: storedDecisions(decisions),
});

/** All warnings about a table as they are stored and shown, with one for each doubtful decision. */
export const warningsOf = (decisions: Read['decisions'], warnings: readonly Warning[]): FileWarning[] =>
  storedWarnings([...warnings, ...doubtWarnings(decisions, warnings)]);

/** How often each code occurs, for the log: a warning about the whole file counts once. */
export function countsOf(warnings: readonly Warning[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code, count = 1 } of warnings) counts[code] = (counts[code] ?? 0) + count;
  return counts;
}
