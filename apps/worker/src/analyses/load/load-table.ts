import type { Decision, Warning } from '@sluice/core';
import { type Dialect, openCsv, type TableLimits } from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import type { DecimalMark, LoadedTable, TableColumn } from '../types.ts';
import { decideDecimalMarks } from './decimal-marks.ts';
import { loadDirectly } from './load-directly.ts';
import { loadNormalized } from './load-normalized.ts';

export interface LoadInput {
  readonly engine: Engine;
  /** Name of the table to create: letters and underscores only. `<table>_rejects` is created too. */
  readonly table: string;
  readonly path: string;
  readonly dialect: Dialect;
  readonly limits: TableLimits;
  /** Data records, as counted by the inspection of the file. */
  readonly records: number;
  readonly warnings?: readonly Warning[];
  readonly decisions?: readonly Decision[];
  /** The decimal mark of all numbers. Default: each column's own. */
  readonly decimalMark?: DecimalMark | undefined;
  /** Folder for temporary files; the engine must be allowed to read there, and at `path`. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Files up to this many bytes are normalized without a thread. Default: 128 KiB. */
  readonly inlineBytes?: number;
}

/**
 * Loads a spooled file into the engine. DuckDB reads the file itself if the result is provably the same as with our own
 * reader, which reads every other file.
 * @throws AppError if the file or its header is unusable or the engine is out of space; the signal's reason.
 */
export async function loadTable(input: LoadInput): Promise<LoadedTable> {
  input.signal.throwIfAborted();
  const { columns, headerRow } = readColumns(input);
  await input.engine.widen(columns.length);
  const direct = await loadDirectly(input, columns, headerRow);
  const { rejected, warnings: tallied } = direct
    ? { rejected: 0, warnings: direct }
    : await loadNormalized(input, columns);
  const { table, records } = input;
  const others = (input.decisions ?? []).filter(({ topic }) => topic !== 'decimal_mark');
  const marks = await decideDecimalMarks({ ...input, columns, given: input.decimalMark });
  return {
    table,
    rejects: `${table}_rejects`,
    columns: marks.columns,
    rows: records - rejected,
    rejected,
    dialect: { ...input.dialect, decimalComma: marks.mark === ',' },
    warnings: [...(input.warnings ?? []), ...tallied, ...marks.warnings],
    decisions: [...others, marks.decision],
  };
}

function readColumns({ path, dialect, limits }: LoadInput): { columns: TableColumn[]; headerRow: number } {
  const reader = openCsv({ path, dialect, limits });
  reader.close();
  const columns = reader.header.map((name, at) => ({ id: `c${at}`, name }));
  return { columns, headerRow: reader.headerRow };
}
