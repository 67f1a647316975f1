import { withoutFaults } from '../spool-cells.ts';
import type { TableLimits } from '../types.ts';
import type { Archive } from './archive.ts';
import type { CellContext } from './cell-text.ts';
import { Disorder, type Layout } from './row-sink.ts';
import { RowSorter } from './row-sorter.ts';
import { RowWriter } from './row-writer.ts';
import { SheetReader } from './sheet.ts';
import type { SheetNotes } from './sheet-notes.ts';

export interface SpoolSheetInput {
  readonly archive: Archive;
  /** The sheet's part of the archive. */
  readonly part: string;
  readonly context: CellContext;
  /** The CSV spool to write; `${outPath}.rows` is used temporarily. */
  readonly outPath: string;
  readonly limits: TableLimits;
  readonly signal: AbortSignal | undefined;
}

export interface SpooledSheet extends Layout {
  /** Rows with a value. */
  readonly rows: number;
  /** Whether cells of the spool have marks, see `spool-cells.ts`. */
  readonly marked: boolean;
  /** Complete rows from the beginning and from other places of the spool. */
  readonly sample: readonly string[];
  readonly notes: SheetNotes;
}

/** Writes a sheet as CSV. A sheet whose rows or cells are not in order is read again and sorted, which is slower. */
export async function spoolSheet(input: SpoolSheetInput): Promise<SpooledSheet> {
  let layout: Layout = { inOrder: true, fromZero: false };
  for (;;) {
    try {
      return await spoolInLayout(input, layout);
    } catch (error) {
      if (!(error instanceof Disorder)) throw error;
      layout = { ...layout, ...error.found, inOrder: false };
    }
  }
}

async function spoolInLayout(input: SpoolSheetInput, layout: Layout): Promise<SpooledSheet> {
  const { archive, part, context, outPath, limits, signal } = input;
  const writer = new RowWriter(outPath, limits);
  const sorter = layout.inOrder ? undefined : new RowSorter(`${outPath}.rows`, limits);
  try {
    const reader = new SheetReader(context, sorter ?? writer, limits, layout);
    for await (const text of archive.read(part, signal)) reader.scanner.push(text);
    reader.scanner.finish();
    sorter?.passTo(writer);
    const rows = writer.finish();
    const { marked } = writer;
    const sample = writer.sample.map(withoutFaults);
    return { rows, marked, sample, notes: reader.notes, inOrder: layout.inOrder, fromZero: reader.fromZero };
  } finally {
    sorter?.close();
    writer.close();
  }
}
