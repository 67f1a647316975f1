import { AppError, downloadId, type Warning } from '@sluice/core';
import { downloadsOfImport, isOriginalResult, recordDownload, resultKinds } from '@sluice/db/downloads';
import { importWork } from '@sluice/db/imports';
import { artifactKey } from '@sluice/storage';
import { csvLines } from '../artifacts/csv.ts';
import { restoreCell } from '../artifacts/formula.ts';
import { jsonWithLists } from '../artifacts/json.ts';
import type { Sheet } from '../artifacts/types.ts';
import { warningColumns, warningRows } from '../artifacts/warning-sheet.ts';
import { writeWorkbook } from '../artifacts/workbook.ts';
import { spoolStored } from '../spool/spool.ts';
import { openCsv, type TableLimits } from '../tabular/index.ts';
import type { Processor } from './types.ts';

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Converts a finished import's result file to another format, or its failed rows to any. */
export const exportResultsProcessor: Processor<'export-results'> = {
  async run(deps, { payload: { job_id: id, format, rows = 'all' }, stopping }) {
    const { db, storage, limits } = deps;
    const job = await importWork.get(db, id);
    if (!job) throw new AppError('NOT_FOUND', `No import has the ID ${id}.`);
    const original = (await downloadsOfImport(db, id)).find(
      (file) => isOriginalResult(file) && file.status === 'uploaded',
    );
    if (!original) throw new AppError('INVALID_STATE', 'The import has no result file yet.');
    const folder = await deps.spool.create();
    try {
      const table = await spoolStored({
        open: () => storage.getStream(original.s3Path, { signal: stopping }),
        folder: folder.path,
        options: {},
        limits: resultLimits(limits),
        signal: stopping,
      });
      const { path, dialect } = table;
      const open = () => openCsv({ path, dialect, limits: resultLimits(limits) });
      const { header } = open();
      const blocks = () => (rows === 'all' ? open().blocks() : failedOf(header, open().blocks()));
      const artifact = write(format, {
        ...{ created: job.createdAt, header, blocks, delimiter: dialect.delimiter, warnings: job.warnings ?? [] },
        rowCount: rows === 'all' ? table.records : rowsIn(blocks()),
      });
      const ending = rows === 'all' ? '-results' : '-failed';
      const fileName = original.fileName.replace(/(?:-results)?\.csv$/, `${ending}.${format}`);
      const key = artifactKey({
        env: storage.env,
        tool: `import-${job.importer}`,
        ownerId: id,
        createdAt: job.createdAt,
        fileName,
      });
      const stored = await storage.putStream(key, artifact, { contentType: contentTypes[format], signal: stopping });
      await recordDownload(db, {
        downloadId: downloadId(id, resultKinds[rows], format),
        accountId: job.accountId,
        jobId: id,
        kind: resultKinds[rows],
        fileName,
        format,
        s3Path: key,
        status: 'uploaded',
        sizeBytes: stored.sizeBytes,
        sha256: stored.sha256,
      });
    } finally {
      await folder.remove();
    }
  },
};

interface Content {
  readonly created: Date;
  readonly header: readonly string[];
  /** Reads the file again with each call. */
  readonly blocks: () => Blocks;
  readonly rowCount: number;
  readonly delimiter: string;
  readonly warnings: readonly Warning[];
}

function write(format: keyof typeof contentTypes, content: Content): AsyncIterable<Uint8Array> {
  const { created, header, blocks, rowCount, delimiter, warnings } = content;
  if (format === 'json') return jsonWithLists(recordsOf(header, blocks(), warnings));
  // As the result file itself is written.
  if (format === 'csv') return csvLines(header, rowsOf(blocks()), { delimiter, newline: '\n', byteOrderMark: true });
  return writeWorkbook({ created, sheets: [resultSheet(header, rowCount, blocks()), ...warningSheets(warnings)] });
}

/** Only the records that failed, with the same columns. */
function* failedOf(header: readonly string[], blocks: Blocks): Generator<{ readonly cells: string[][] }> {
  const statusAt = header.indexOf('_status');
  for (const { cells } of blocks) yield { cells: cells.filter((row) => row[statusAt] === 'failed') };
}

function rowsIn(blocks: Blocks): number {
  let count = 0;
  for (const { cells } of blocks) count += cells.length;
  return count;
}

/** A result file has a few more columns and longer rows than the imported file. */
const resultLimits = (limits: TableLimits) => ({
  ...limits,
  maxColumns: limits.maxColumns + 10,
  maxRowBytes: limits.maxRowBytes * 2,
});

type Blocks = Iterable<{ readonly cells: string[][] }>;

/** All cells are text, so leading zeros are kept and nothing is a formula. */
function resultSheet(header: readonly string[], rowCount: number, blocks: Blocks): Sheet {
  const columns = header.map((name) => ({ header: name, type: 'text' as const }));
  return { name: 'Results', columns, rows: rowsOf(blocks), rowCount };
}

/** What the reader of the file assumed, repaired, skipped or could not decide; no sheet if that is nothing. */
const warningSheets = (warnings: readonly Warning[]): Sheet[] =>
  warnings.length === 0
    ? []
    : [{ name: 'Warnings', columns: warningColumns, rows: warningRows(warnings), rowCount: warnings.length }];

async function* rowsOf(blocks: Blocks): AsyncGenerator<string[][]> {
  for (const { cells } of blocks) yield cells;
}

/**
 * The records as objects, with the cells as they were sent: JSON runs no formulas. One that a warning names has the warning
 * too; the status of the import has them all.
 */
async function* recordsOf(
  header: readonly string[],
  blocks: Blocks,
  warnings: readonly Warning[],
): AsyncGenerator<object[]> {
  const rowAt = header.indexOf('_row');
  for (const { cells } of blocks) {
    yield cells.map((row) => {
      const own = warnings.filter(({ rows }) => rows?.includes(Number(row[rowAt])));
      const record = Object.fromEntries(header.map((name, at) => [name, sentCell(row[at])]));
      return own.length === 0 ? record : { ...record, _warnings: own.map(shownWarning) };
    });
  }
}

const sentCell = (cell: string | undefined): string | null => (cell === undefined ? null : restoreCell(cell));

const shownWarning = ({ code, message, column }: Warning) => ({ code, message, ...(column && { column }) });
