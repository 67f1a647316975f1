export type { ImporterRow, ImporterVersion } from '../schema/index.ts';
export { ALL_ACCOUNTS, importerOrigins } from '../schema/index.ts';
export {
  createdTargets,
  findImporter,
  findVersion,
  importerNames,
  listImporters,
  listVersions,
  type VersionKey,
  type VersionSummary,
} from './read.ts';
export {
  archiveFolderImporters,
  archiveImporter,
  folderImporters,
  MOST_VERSIONS,
  type NewVersion,
  registerShipped,
  restoreImporter,
  saveVersion,
} from './save.ts';
