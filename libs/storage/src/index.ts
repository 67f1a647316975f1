export { BLOCK_BYTES, BlockHasher, type BlockHashes } from './chunks/block-hasher.ts';
export { checkServers, type ServerCheck } from './chunks/check-servers.ts';
export { type CopyChunkOptions, copyChunk } from './chunks/copy-chunk.ts';
export {
  canDeleteDocument,
  chunksPrefix,
  type DocumentObjects,
  type DocumentStorages,
  deleteDocumentObjects,
} from './chunks/delete-document.ts';
export { damagedPlace, onServer } from './chunks/errors.ts';
export { type HashObjectOptions, hashObject } from './chunks/hash-object.ts';
export { CHUNK_COUNT, type ChunkPlan, planChunks } from './chunks/plan.ts';
export { type ReadChunkedOptions, type ReadChunkedResult, readChunked } from './chunks/read-chunked.ts';
export { RING_NODES, type RingNode, ringNodes, ringPosition, walkRing } from './chunks/ring.ts';
export { createStorageServers, type StorageServers, type StorageServersOptions } from './chunks/servers.ts';
export type { ChunkPlace, ServerPlace } from './chunks/types.ts';
export { createStorage } from './create-storage.ts';
export { contentDisposition } from './disposition.ts';
export {
  type Credentials,
  type StorageConfig,
  storageConfigFromEnv,
} from './env.ts';
export {
  type ArtifactName,
  artifactKey,
  type ChunkName,
  chunkKey,
  documentKey,
  environmentPrefix,
  freshChunkKey,
  freshDocumentKey,
  sanitizeFileName,
} from './keys.ts';
export {
  type ClaimResult,
  type ClaimState,
  claimAtStart,
  claimStorage,
  markerKey,
  markStorage,
  readMarker,
  type StorageClaim,
  type StorageMarker,
} from './marker.ts';
export type {
  CallOptions,
  GetOptions,
  GetResult,
  ObjectInfo,
  PresignedPut,
  PresignGetOptions,
  PresignPutOptions,
  PutOptions,
  PutResult,
  Storage,
} from './storage.ts';
