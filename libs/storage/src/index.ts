export { createStorage } from './create-storage.ts';
export { contentDisposition } from './disposition.ts';
export { type StorageConfig, type StorageEnv, storageConfigFromEnv, storageEnvSchema } from './env.ts';
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
