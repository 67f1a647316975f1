import type { Decision, Warning } from '@sluice/core';
import { findHeader } from './find-header.ts';
import { isPlain } from './grammar.ts';
import { firstRecords } from './head.ts';
import { checkColumns, namesOf } from './header.ts';
import { recordsOf, type Sample, sniffDecimalComma, sniffGrammar } from './sniff.ts';
import type { Delimiter, Dialect, Grammar, TableLimits, TableOptions } from './types.ts';

/** Characters of the head that are judged; more would cost time and change nothing. */
const HEAD_CHARACTERS = 64 * 1024;
/** Rows above a header beyond which the records above it are counted by reading them. */
const MOST_ABOVE = 150;

/** Everything about a table except its format and encoding. */
export type Layout = Omit<Dialect, 'format' | 'encoding' | 'encodingCertainty' | 'bom' | 'sheet' | 'sheets'>;

export interface SniffedTable {
  readonly layout: Layout;
  readonly decisions: readonly Decision[];
  readonly warnings: readonly Warning[];
  /**
   * The non-blank records that are no data, at the beginning and the end; undefined if the records must be read to count them.
   */
  readonly uncounted: number | undefined;
}

export interface SniffInput {
  /** The text after a separator line; complete lines in all parts. */
  readonly sample: Sample;
  readonly options: TableOptions;
  readonly limits: TableLimits;
  /** The delimiter of a separator line. */
  readonly separator?: Delimiter | undefined;
  /** A known grammar, of a text that we have written. */
  readonly grammar?: Grammar;
}

/** Decides how a table is split into records and where its header is. Throws TOO_MANY_COLUMNS. */
export function sniffTable({ sample, options, limits, separator, grammar: known }: SniffInput): SniffedTable {
  const parts = sample.map((part, at) => (at === 0 && part.length > HEAD_CHARACTERS ? upToLine(part) : part));
  const { grammar, decisions } = known ? { grammar: known, decisions: [] } : sniffGrammar(parts, options, separator);
  const skipRows = options.skipRows ?? 0;
  const first = firstRecords(sample[0] ?? '', grammar, 200, skipRows);
  const others = recordsOf(['', ...parts.slice(1)], grammar);
  const found = findHeader(first, others, options);
  const header = first[found.before - 1];
  if (found.hasHeader && header !== undefined && !header.broken) {
    checkColumns(namesOf(header.cells).length, limits.maxColumns);
  }
  const skipFooter = options.skipFooter ?? 0;
  const layout: Layout = {
    ...grammar,
    separatorLine: separator !== undefined,
    decimalComma:
      options.decimalMark === undefined ? sniffDecimalComma([...first, ...others]) : options.decimalMark === ',',
    hasHeader: found.hasHeader,
    skipRows: found.skipRows,
    headerRows: options.headerRows ?? 1,
    skipFooter,
    trailingWidth: found.trailingWidth,
    nullMarker: parts.some((part) => part.includes('\\N')),
    allowShortRows: options.allowShortRows ?? false,
    skipRepeatedHeaders: options.skipRepeatedHeaders ?? false,
    skipTotals: options.skipTotals ?? false,
  };
  const lastRow = found.hasHeader ? (header?.row ?? 0) : found.skipRows;
  const above = firstRecords(sample[0] ?? '', grammar, MOST_ABOVE).filter(({ row }) => row <= lastRow).length;
  const mustRead = !isPlain(grammar) || layout.skipTotals || layout.skipRepeatedHeaders || above >= MOST_ABOVE;
  const uncounted = mustRead ? undefined : above + skipFooter;
  return { layout, decisions: [...decisions, ...found.decisions], warnings: found.warnings, uncounted };
}

const upToLine = (text: string): string => {
  const end = text.lastIndexOf('\n', HEAD_CHARACTERS);
  return end === -1 ? text : text.slice(0, end + 1);
};
