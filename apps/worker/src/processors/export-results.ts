import { AppError, downloadId } from '@sluice/core';
import { downloadsOfImport, getImportById, recordDownload } from '@sluice/db';
import { artifactKey } from '@sluice/storage';
import { jsonArtifact } from '../artifacts/json.ts';
import { xlsxArtifact } from '../artifacts/xlsx.ts';
import { spoolStored } from '../imports/spool.ts';
import { openCsv, type TableLimits } from '../tabular/index.ts';
import type { Processor } from './types.ts';

const contentTypes = {
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Makes another format of a finished import's result file. */
export const exportResultsProcessor: Processor<'export-results'> = {
  async run(deps, { payload: { job_id: id, format }, stopping }) {
    const { db, storage, limits } = deps;
    const job = await getImportById(db, id);
    if (!job) throw new AppError('NOT_FOUND', `There is no import ${id}.`);
    const original = (await downloadsOfImport(db, id)).find(
      (file) => file.format === 'csv' && file.status === 'uploaded',
    );
    if (!original) throw new AppError('INVALID_STATE', 'The import has no result file yet.');
    const folder = await deps.spool.create();
    try {
      const table = await spoolStored({
        storage,
        key: original.s3Path,
        folder: folder.path,
        options: {},
        limits: resultLimits(limits),
        signal: stopping,
      });
      const reader = openCsv({ path: table.path, dialect: table.dialect, limits: resultLimits(limits) });
      const rows = rowsOf(reader.blocks());
      const artifact =
        format === 'json' ? jsonArtifact(reader.header, rows) : xlsxArtifact('Results', reader.header, rows);
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

/** A result file has a few columns more than what was imported, and a longer row. */
const resultLimits = (limits: TableLimits) => ({
  ...limits,
  maxColumns: limits.maxColumns + 10,
  maxRowBytes: limits.maxRowBytes * 2,
});

function* rowsOf(blocks: Iterable<{ readonly cells: string[][] }>): Generator<string[]> {
  for (const { cells } of blocks) yield* cells;
}
