import { setImmediate } from 'node:timers/promises';
import type { Decision } from '@sluice/core';
import {
  cellText,
  type DateOrder,
  DateOrderEvidence,
  type HeaderMapping,
  type Importer,
  needsDateOrder,
} from '@sluice/importers';
import { restoreCell } from '../artifacts/formula.ts';
import { type OpenCsvInput, openCsv } from '../tabular/index.ts';
import { datePositions } from './map-header.ts';
import { doneStatus } from './result-lines.ts';

export interface DatesInput {
  readonly file: OpenCsvInput;
  readonly mapping: HeaderMapping;
  readonly importer: Importer;
  /** The order of dates that the caller set. */
  readonly dateOrder: DateOrder | undefined;
}

export interface FoundDateOrder {
  /** The order set by the caller, otherwise the one that the dates of the file prove. */
  readonly order: DateOrder | undefined;
  /** Undefined if no column has dates, or if no order is set and no row to be imported has a date whose order matters. */
  readonly decision: Decision | undefined;
}

/** The order of day and month, from the dates of the whole file. */
export function findDateOrderSync(input: DatesInput): FoundDateOrder {
  const work = readDates(input);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

/** The same, giving way to other work. @throws the signal's reason */
export async function findDateOrder(input: DatesInput, signal: AbortSignal): Promise<FoundDateOrder> {
  const work = readDates(input);
  try {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      await setImmediate();
      signal.throwIfAborted();
    }
  } finally {
    work.return(NONE);
  }
}

const NONE: FoundDateOrder = { order: undefined, decision: undefined };

function* readDates({ file, mapping, importer, dateOrder }: DatesInput): Generator<void, FoundDateOrder, undefined> {
  const evidence = new DateOrderEvidence();
  const positions = datePositions(mapping, importer);
  if (positions.length === 0) return NONE;
  if (dateOrder) return { order: dateOrder, decision: evidence.decision(dateOrder) };
  const { statusIndex } = mapping;
  let needed = false;
  for (const block of openCsv(file).blocks()) {
    for (const [row, cells] of block.cells.entries()) {
      // The cells of a broken record may be in the wrong columns.
      if (block.faults.has(row)) continue;
      for (const at of positions) {
        const cell = cells[at] ?? '';
        const text = cellText(statusIndex === undefined ? cell : restoreCell(cell));
        evidence.see(text);
        needed ||= needsDateOrder(text) && doneStatus(cells, statusIndex) === undefined;
      }
    }
    yield;
  }
  return { order: evidence.order, decision: needed ? evidence.decision() : undefined };
}
