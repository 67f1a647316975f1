import { AppError, downloadId, type Warning } from '@sluice/core';
import { downloadsOfImport, recordDownload } from '@sluice/db/downloads';
import { importWork } from '@sluice/db/imports';
import { artifactKey } from '@sluice/storage';
import { jsonWithLists } from '../artifacts/json.ts';
import type { Sheet } from '../artifacts/types.ts';
import { warningColumns, warningRows } from '../artifacts/warning-sheet.ts';
import { writeWorkbook } from '../artifacts/workbook.ts';
import { spoolStored } from '../spool/spool.ts';
import { openCsv, type TableLimits } from '../tabular/index.ts';
import type { Processor } from './types.ts';

const contentTypes = {
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Converts a finished import's result file to another format. */
export const exportResultsProcessor: Processor<'export-results'> = {
  async run(deps, { payload: { job_id: id, format }, stopping }) {
    const { db, storage, limits } = deps;
    const job = await importWork.get(db, id);
    if (!job) throw new AppError('NOT_FOUND', `No import has the ID ${id}.`);
    const original = (await downloadsOfImport(db, id)).find(
      (file) => file.format === 'csv' && file.status === 'uploaded',
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
      const reader = openCsv({ path: table.path, dialect: table.dialect, limits: resultLimits(limits) });
      const { header } = reader;
      const artifact =
        format === 'json'
          ? jsonWithLists(recordsOf(header, reader.blocks(), job.warnings ?? []))
          : writeWorkbook({
              created: job.createdAt,
              sheets: [resultSheet(header, table.records, reader.blocks()), ...warningSheets(job.warnings ?? [])],
            });
      const fileName = original.fileName.replace(/\.csv$/, `.${format}`);
      const key = artifactKey({
        env: storage.env,
        tool: `import-${job.importer}`,
        ownerId: id,
        createdAt: job.createdAt,
        fileName,
      });
      const stored = await storage.putStream(key, artifact, { contentType: contentTypes[format], signal: stopping });
      await recordDownload(db, {
        downloadId: downloadId(id, 'import-results', format),
        accountId: job.accountId,
        jobId: id,
        kind: 'import-results',
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

/** The records as objects. One that a warning names has the warning too; the status of the import has them all. */
async function* recordsOf(
  header: readonly string[],
  blocks: Blocks,
  warnings: readonly Warning[],
): AsyncGenerator<object[]> {
  const rowAt = header.indexOf('_row');
  for (const { cells } of blocks) {
    yield cells.map((row) => {
      const own = warnings.filter(({ rows }) => rows?.includes(Number(row[rowAt])));
      const record = Object.fromEntries(header.map((name, at) => [name, row[at] ?? null]));
      return own.length === 0 ? record : { ...record, _warnings: own.map(shownWarning) };
    });
  }
}

const shownWarning = ({ code, message, column }: Warning) => ({ code, message, ...(column && { column }) });
