import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  defaultTableLimits,
  inspectBytes,
  settleNow,
  type TableLimits,
  type TableOptions,
} from '../../tabular/index.ts';
import { type Engine, openEngine } from '../engine.ts';
import type { LoadInput } from '../load/load-table.ts';
import { loadTable } from '../load/load-table.ts';
import type { LoadedTable } from '../types.ts';

export interface TestEngine {
  readonly engine: Engine;
  readonly folder: string;
  close(): Promise<void>;
}

/** An engine in its own temporary folder. */
export async function openTestEngine(
  signal: AbortSignal = new AbortController().signal,
  { memoryMb = 512, tempMb = 10_240 } = {},
): Promise<TestEngine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-engine-'));
  const engine = await openEngine({ folder, memoryMb, tempMb, threads: 2, signal });
  const close = async (): Promise<void> => {
    await engine.close();
    rmSync(folder, { recursive: true });
  };
  return { engine, folder, close };
}

export interface TestLoad extends TableOptions {
  readonly table?: string;
  readonly limits?: Partial<TableLimits>;
}

/** Spools and inspects the text like a worker does with a stored file. */
export function spoolText({ engine, folder }: TestEngine, text: string | Buffer, options: TestLoad = {}): LoadInput {
  const { table = 'source', limits: some, ...tableOptions } = options;
  const limits = { ...defaultTableLimits, ...some };
  const bytes = Buffer.from(text);
  const file = path.join(folder, `${table}.csv`);
  const { inspection, spooled } = inspectBytes(bytes, { options: tableOptions, limits });
  writeFileSync(file, spooled);
  if (inspection.kind !== 'csv') throw new Error('not a CSV');
  const { dialect, records, warnings, decisions } = settleNow(inspection, file, limits);
  const signal = new AbortController().signal;
  const { decimalMark } = tableOptions;
  const found = { dialect, limits, records, warnings, decisions, decimalMark };
  return { engine, table, path: file, ...found, folder, signal, inlineBytes: Infinity };
}

export const loadText = (test: TestEngine, text: string | Buffer, options: TestLoad = {}): Promise<LoadedTable> =>
  loadTable(spoolText(test, text, options));
