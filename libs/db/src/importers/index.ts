export type { ImporterRow, ImporterVersion } from '../schema/index.ts';
export { ALL_ACCOUNTS } from '../schema/index.ts';
export {
  findImporter,
  getVersion,
  importerNames,
  listImporters,
  listVersions,
  type VersionKey,
  type VersionSummary,
} from './read.ts';
export {
  archiveImporter,
  MOST_VERSIONS,
  type NewVersion,
  registerVersions,
  restoreImporter,
  saveVersion,
} from './save.ts';
