import type { ImportTargets, Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import type { Document } from '@sluice/db/documents';
import type { BulkImportJob } from '@sluice/db/imports';
import type { KnownTables } from '@sluice/db/targets';
import type { Storage, StorageServers } from '@sluice/storage';
import type { WorkerEnv } from '../env.ts';
import type { WorkerMetrics } from '../metrics/worker-metrics.ts';
import type { SpoolFolder } from '../spool/folder.ts';
import type { TableLimits } from '../tabular/index.ts';
import type { OpenTarget } from './open-target.ts';
import type { StoredImporter, StoredImporters } from './stored-importers.ts';

export interface ImportDeps {
  readonly db: Db;
  readonly storage: Storage;
  readonly servers: StorageServers;
  readonly spool: SpoolFolder;
  readonly limits: TableLimits;
  readonly env: Pick<WorkerEnv, 'DRY_RUN_TRANSACTION_ROWS'>;
  readonly importers: StoredImporters;
  /** The tables that imports may write to, and what they are like. */
  readonly targets: ImportTargets;
  readonly tables: KnownTables;
  readonly metrics: Pick<WorkerMetrics, 'importedRows' | 'deletedRows' | 'delivered' | 'warned'>;
}

export interface ImportRun {
  readonly job: BulkImportJob;
  readonly importer: StoredImporter;
  readonly target: OpenTarget;
  readonly document: Document;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}
