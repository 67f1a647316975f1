export type { ImporterRow, ImporterVersion, ImportMapping } from '../schema/index.ts';
export { ALL_ACCOUNTS, importerOrigins } from '../schema/index.ts';
export { KnownDefinitions } from './known-definitions.ts';
export { countImporters, type ImporterLimits, madeTables } from './limits.ts';
export { deleteMapping, listMappings, saveMapping } from './mappings.ts';
export {
  createdTargets,
  findImporter,
  findImporters,
  findVersion,
  type ImporterKey,
  importerNames,
  listImporters,
  listVersions,
  type NamedTarget,
  newestVersions,
  targetsOf,
  type VersionSummary,
} from './read.ts';
export {
  archiveFolderImporters,
  archiveImporter,
  folderImporters,
  registerShipped,
  restoreImporter,
  saveVersion,
} from './save.ts';
