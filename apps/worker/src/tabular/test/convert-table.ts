import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision, Warning } from '@sluice/core';
import {
  convertXlsx,
  type Dialect,
  defaultTableLimits,
  openCsv,
  type TableLimits,
  type TableOptions,
} from '../index.ts';

export interface ConvertOptions extends TableOptions {
  readonly limits?: Partial<Omit<TableLimits, 'xlsx'>> & { readonly xlsx?: Partial<TableLimits['xlsx']> };
  readonly signal?: AbortSignal;
}

export interface ConvertedTable {
  readonly header: readonly string[];
  readonly headerRow: number;
  readonly rows: number[];
  readonly cells: string[][];
  readonly faults: (string | undefined)[];
  readonly faultValues: (string | undefined)[];
  /** `row:position:code` of each cell without a value. */
  readonly cellFaults: string[];
  /** Positions of texts in each record. */
  readonly texts: number[][];
  readonly raw: string[];
  readonly records: number;
  readonly dialect: Dialect;
  readonly warnings: readonly Warning[];
  /** Those of the reader, found while its records were read. */
  readonly whileReading: readonly Warning[];
  readonly decisions: readonly Decision[];
}

/** Converts a workbook and reads the spool like an import. Nothing but the spool may be left, even after a failure. */
export async function convertTable(bytes: Buffer, options: ConvertOptions = {}): Promise<ConvertedTable> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-xlsx-'));
  const path = join(folder, 'file');
  const outPath = join(folder, 'spool');
  const limits = {
    ...defaultTableLimits,
    ...options.limits,
    xlsx: { ...defaultTableLimits.xlsx, ...options.limits?.xlsx },
  };
  const { limits: _, signal, ...tableOptions } = options;
  try {
    writeFileSync(path, bytes);
    const input = { path, outPath, options: tableOptions, limits, ...(signal === undefined ? {} : { signal }) };
    const { dialect, records, warnings, decisions } = await convertXlsx(input).catch((error: unknown) => {
      if (existsSync(outPath)) throw new Error('the spool was left behind');
      throw error;
    });
    for (const kind of ['strings', 'rows']) {
      if (existsSync(`${outPath}.${kind}`)) throw new Error(`the file of ${kind} was left behind`);
    }
    const reader = openCsv({ path: outPath, dialect, limits });
    const blocks = [...reader.blocks()];
    return {
      header: reader.header,
      headerRow: reader.headerRow,
      rows: blocks.flatMap(({ rows }) => rows),
      cells: blocks.flatMap(({ cells }) => cells),
      faults: blocks.flatMap(({ rows, faults }) => rows.map((_, at) => faults.get(at)?.code)),
      faultValues: blocks.flatMap(({ rows, faults }) => rows.map((_, at) => faults.get(at)?.value)),
      texts: blocks.flatMap(({ rows, texts }) => rows.map((_, at) => [...(texts.get(at) ?? [])])),
      cellFaults: blocks.flatMap(({ rows, cellFaults }) =>
        [...cellFaults].flatMap(([at, faults]) => [...faults].map(([cell, { code }]) => `${rows[at]}:${cell}:${code}`)),
      ),
      raw: blocks.flatMap(({ raw }) => raw),
      records,
      dialect,
      warnings,
      whileReading: reader.warnings.list(),
      decisions,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
