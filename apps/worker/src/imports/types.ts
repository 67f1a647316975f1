import type { Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import type { Document } from '@sluice/db/documents';
import type { BulkImportJob } from '@sluice/db/imports';
import type { Storage, StorageServers } from '@sluice/storage';
import type { WorkerMetrics } from '../metrics/worker-metrics.ts';
import type { SpoolFolder } from '../spool/folder.ts';
import type { TableLimits } from '../tabular/index.ts';
import type { StoredImporter, StoredImporters } from './stored-importers.ts';

export interface ImportDeps {
  readonly db: Db;
  readonly storage: Storage;
  readonly servers: StorageServers;
  readonly spool: SpoolFolder;
  readonly limits: TableLimits;
  readonly importers: StoredImporters;
  readonly metrics: Pick<WorkerMetrics, 'importedRows' | 'delivered' | 'warned'>;
}

export interface ImportRun {
  readonly job: BulkImportJob;
  readonly importer: StoredImporter;
  readonly document: Document;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}
