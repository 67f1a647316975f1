export { createStorageServers, type StorageServers, type StorageServersOptions } from './chunks/servers.ts';
export type { ChunkPlace, ServerPlace } from './chunks/types.ts';
export { createStorage } from './create-storage.ts';
export { contentDisposition } from './disposition.ts';
export {
  type Credentials,
  type StorageConfig,
  type StorageEnv,
  storageConfigFromEnv,
  storageEnvSchema,
} from './env.ts';
export { type ArtifactName, artifactKey, documentKey, sanitizeFileName } from './keys.ts';
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
