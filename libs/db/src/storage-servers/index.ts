export type { StorageServer } from '../schema/index.ts';
export { type AddedServer, addStorageServer, ensureDefaultServer, type NewStorageServer } from './add.ts';
export {
  type ChunkPage,
  finishDrain,
  nextChunksOf,
  noteDrainError,
  type OwnedChunk,
  requestDrain,
  resumeDrain,
} from './drain.ts';
export { listServerHealth, type ServerHealth } from './health.ts';
export { recordHeartbeat } from './heartbeat.ts';
export { getStorageServer, listStorageServers, type ServerOverview, storageServerRows } from './list.ts';
export { type ChunkMove, type MovedChunk, moveChunk, type ObjectPlace } from './move-chunk.ts';
export { freeSpace, type PlacementNode, placementNodes, takeSpace } from './placement.ts';
export { recountSpace } from './recount.ts';
export { type RemovedServer, removeStorageServer } from './remove.ts';
export { changeServerStatus, type StorageServerStatus } from './status.ts';
