export type { StorageServer } from '../schema/index.ts';
export {
  type ChunkPage,
  finishDrain,
  listDrainingServers,
  nextChunksOf,
  noteDrainError,
  type OwnedChunk,
  requestDrain,
  resumeDrain,
} from './drain.ts';
export { type ChunkMove, type MovedChunk, moveChunk, type ObjectPlace } from './move-chunk.ts';
export { freeSpace, type PlacementNode, placementNodes, recountSpace, takeSpace } from './placement.ts';
export {
  getStorageServer,
  listServerHealth,
  listStorageServers,
  recordHeartbeat,
  type ServerHealth,
  type ServerOverview,
  storageServerRows,
  unreachableServers,
} from './read.ts';
export {
  type AddedServer,
  addStorageServer,
  changeServerStatus,
  ensureDefaultServer,
  type NewStorageServer,
  type RemovedServer,
  removeStorageServer,
  type StorageServerStatus,
} from './registry.ts';
