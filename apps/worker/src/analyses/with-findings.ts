import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type Decision, type Logger, type Warning } from '@sluice/core';
import type { Db } from '@sluice/db';
import type { Analysis } from '@sluice/db/analyses';
import { type Document, getDocument } from '@sluice/db/documents';
import {
  type AnalysisOptions,
  analysisOptions,
  doubtfulReading,
  type ToolName,
  type ToolParameters,
  toolParameters,
} from '@sluice/jobs';
import type { Storage, StorageServers } from '@sluice/storage';
import type { SpoolFolder } from '../spool/folder.ts';
import { openDocument } from '../spool/open-document.ts';
import { warningsOf } from '../spool/reading.ts';
import { type SpooledTable, spoolStored } from '../spool/spool.ts';
import { tableOptions } from '../spool/table-options.ts';
import type { TableLimits } from '../tabular/index.ts';
import type { Engine } from './engine.ts';
import type { EngineLimits } from './engine-error.ts';
import { loadTable } from './load/load-table.ts';
import { tablesOf } from './tables.ts';
import type { Findings, LoadedTable, Material, SheetCounts, Tools } from './types.ts';

export interface AnalysisDeps {
  readonly db: Db;
  readonly storage: Storage;
  readonly servers: StorageServers;
  readonly spool: SpoolFolder;
  readonly limits: TableLimits;
  readonly tools: Tools;
  /** The engine's limits for one analysis. */
  readonly engine: EngineLimits & { readonly threads: number };
}

export interface AnalysisRun {
  readonly analysis: Analysis;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Reports the current phase and the overall progress, from 0 to 1. */
  readonly say: (phase: string, done: number) => void;
  /** Called once the document is inspected. */
  readonly onRead?: (read: SpooledTable) => Promise<void>;
  readonly onLoaded?: (source: LoadedTable) => void;
}

/** The start of each phase as a share of the total; the phases after the tool start at `TOOL_DONE`. */
const LOADING = 0.05;
const TOOL = 0.2;
export const TOOL_DONE = 0.75;

/**
 * Reads the document, runs the tool on it and passes the findings to `use`. Engine and files are removed afterwards.
 * @throws AppError DOCUMENT_NOT_READY, DOCUMENT_DAMAGED, STORAGE_NOT_FOUND, any error of the file; the signal's reason
 */
export async function withFindings<T>(
  deps: AnalysisDeps,
  run: AnalysisRun,
  use: (material: Material) => Promise<T>,
): Promise<T> {
  const { analysis, signal } = run;
  const options = analysisOptions.parse(analysis.options);
  const document = await documentOf(deps, analysis, analysis.docId);
  const folder = await deps.spool.create('analysis');
  let engine: Engine | undefined;
  try {
    // Loaded on first use: DuckDB's library alone is 37 MiB, which imports do not need.
    const { openEngine } = await import('./engine.ts');
    engine = await openEngine({ folder: folder.path, ...deps.engine, signal });
    const { source, findings } = await runTool(deps, run, { options, document, folder: folder.path, engine });
    signal.throwIfAborted();
    const known = { analysis, options, fileName: document.originalFilename, storageEnv: deps.storage.env };
    const found = { ...known, folder: folder.path, engine, source, findings };
    return await use({ ...found, counts: await countsOf(found) });
  } finally {
    await engine?.close();
    await folder.remove();
  }
}

interface ToolRun {
  readonly options: AnalysisOptions;
  readonly document: Document;
  readonly folder: string;
  readonly engine: Engine;
}

async function runTool(
  deps: AnalysisDeps,
  run: AnalysisRun,
  { options, document, folder, engine }: ToolRun,
): Promise<{ source: LoadedTable; findings: Findings }> {
  const { signal, logger, say } = run;
  const parameters = toolParameters[options.tool].parse(options.parameters);
  const load = (from: Document, into: string, table: string) =>
    loadDocument(deps, run, { from, into, table, engine, parameters });
  const own = await load(document, folder, 'source');
  run.onLoaded?.(own);
  const otherId = 'compare_doc_id' in parameters ? parameters.compare_doc_id : undefined;
  const other = otherId ? await documentOf(deps, run.analysis, otherId) : undefined;
  const compared = other && (await load(other, path.join(folder, 'compared'), 'compared'));
  const source = { ...own, warnings: [...own.warnings, ...ofCompared(compared)] };
  const findings = await deps.tools[options.tool].run({
    engine,
    source,
    ...(compared ? { compared } : {}),
    parameters: parameters as never,
    signal,
    logger,
    progress: (phase, done) => say(phase, TOOL + (TOOL_DONE - TOOL) * Math.min(1, done)),
  });
  return { source, findings };
}

const ofCompared = (compared: LoadedTable | undefined): Warning[] =>
  (compared?.warnings ?? []).map((warning) => ({ ...warning, message: `Compared document: ${warning.message}` }));

interface DocumentLoad {
  readonly from: Document;
  readonly into: string;
  readonly table: string;
  readonly engine: Engine;
  readonly parameters: ToolParameters<ToolName>;
}

async function loadDocument(
  deps: AnalysisDeps,
  { signal, say, onRead }: AnalysisRun,
  { from, into, table, engine, parameters }: DocumentLoad,
): Promise<LoadedTable> {
  const { limits } = deps;
  say('reading', 0);
  await mkdir(into, { recursive: true });
  const options = tableOptions(parameters);
  const open = () => openDocument(deps, from, { signal });
  const spooled = await spoolStored({ open, folder: into, options, limits, signal });
  if (table === 'source') await onRead?.(spooled);
  refuseDoubts(parameters, spooled.decisions);
  say('loading', LOADING);
  const { decimalMark } = options;
  const loaded = await loadTable({ engine, table, ...spooled, decimalMark, limits, folder: into, signal });
  refuseDoubts(parameters, loaded.decisions);
  return { ...loaded, warnings: warningsOf(loaded.decisions, loaded.warnings) };
}

/** @throws AppError READING_DOUBTFUL if the caller is strict and a decision is doubtful */
function refuseDoubts({ strict }: ToolParameters<ToolName>, decisions: readonly Decision[]): void {
  const refusal = strict ? doubtfulReading(decisions) : undefined;
  if (refusal) throw refusal;
}

/** @throws AppError DOCUMENT_NOT_READY if the account has no complete document with this ID */
async function documentOf({ db }: AnalysisDeps, { accountId }: Analysis, docId: string | null): Promise<Document> {
  const document = await getDocument(db, { accountId, docId });
  if (document?.uploadStatus === 'UPLOAD_COMPLETE') return document;
  throw new AppError('DOCUMENT_NOT_READY', 'The document of this analysis was deleted or is not complete.');
}

async function countsOf(found: Omit<Material, 'counts'>): Promise<SheetCounts> {
  const none = { rowIssues: 0, quarantined: 0, changes: 0 };
  const { rowIssues, quarantined, changes } = tablesOf({ ...found, counts: none });
  return {
    rowIssues: await rowIssues.count(),
    quarantined: (await quarantined?.count()) ?? 0,
    changes: (await changes?.count()) ?? 0,
  };
}
