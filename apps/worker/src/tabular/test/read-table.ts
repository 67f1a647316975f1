import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision, Warning } from '@sluice/core';
import {
  type Dialect,
  defaultTableLimits,
  FileInspector,
  type Inspection,
  openCsv,
  settleNow,
  type TableLimits,
  type TableOptions,
} from '../index.ts';

export interface ReadRecord {
  readonly row: number;
  readonly line: number;
  readonly cells: string[];
  readonly raw: string;
  readonly fault?: string;
}

export interface ReadTable {
  readonly header: readonly string[];
  readonly headerRow: number;
  readonly headerLine: number;
  readonly records: ReadRecord[];
  readonly counted: number;
  readonly dialect: Dialect;
  readonly warnings: readonly Warning[];
  readonly decisions: readonly Decision[];
}

export interface ReadOptions extends TableOptions {
  readonly limits?: Partial<TableLimits>;
  readonly blockBytes?: number;
  readonly chunkBytes?: number;
}

/** Runs `use` with a file of these bytes and removes it afterwards. */
export function withFile<T>(bytes: Buffer, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-tabular-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The inspector's result for these bytes, in chunks of `chunkBytes`. */
export const inspect = (bytes: Buffer, options: ReadOptions = {}): Inspection => spool(bytes, options).inspection;

/** The same, with the bytes of the spool. */
function spool(
  bytes: Buffer,
  { limits, chunkBytes = 65_536, ...options }: ReadOptions = {},
): { inspection: Inspection; spooled: Buffer } {
  let inspection: Inspection | undefined;
  let spooled = bytes;
  while (inspection === undefined || inspection.kind === 'again') {
    const inspector = new FileInspector(options, { ...defaultTableLimits, ...limits }, inspection?.choice);
    const pieces: Buffer[] = [];
    for (let at = 0; at < spooled.length; at += chunkBytes)
      pieces.push(...inspector.push(spooled.subarray(at, at + chunkBytes)));
    pieces.push(...inspector.end());
    inspection = inspector.finish();
    spooled = Buffer.concat(pieces);
  }
  return { inspection, spooled };
}

/** Inspects and then reads a complete CSV like an import. */
export function readTable(content: Buffer | string, options: ReadOptions = {}): ReadTable {
  const bytes = Buffer.from(content);
  const { inspection, spooled } = spool(bytes, options);
  if (inspection.kind !== 'csv') throw new Error('not a CSV');
  const limits = { ...defaultTableLimits, ...options.limits };
  const { blockBytes } = options;
  return withFile(spooled, (path) => {
    const { dialect, records: counted, warnings: found, decisions } = settleNow(inspection, path, limits);
    const reader = openCsv({ path, dialect, limits, ...(blockBytes === undefined ? {} : { blockBytes }) });
    const records: ReadRecord[] = [];
    for (const block of reader.blocks()) {
      for (const [at, cells] of block.cells.entries()) {
        const fault = block.faults.get(at);
        const record = { row: block.rows[at] ?? -1, line: block.lines[at] ?? -1, cells, raw: block.raw[at] ?? '' };
        records.push(fault === undefined ? record : { ...record, fault: fault.code });
      }
    }
    const { header, headerRow, headerLine } = reader;
    const warnings = [...found, ...reader.warnings.list()];
    return { header, headerRow, headerLine, records, counted, dialect, warnings, decisions };
  });
}
