import { newId } from '@sluice/core';
import { BlockHasher } from '../chunks/block-hasher.ts';
import { planChunks } from '../chunks/plan.ts';
import type { StorageServers } from '../chunks/servers.ts';
import type { ChunkPlace, ServerPlace } from '../chunks/types.ts';
import type { StorageConfig } from '../env.ts';
import { piecesOf } from './bytes.ts';

/** The storage server that `config` points at, as a row would describe it. */
export function serverPlaceOf(config: StorageConfig, name: string): ServerPlace {
  const { endpoint = null, region, bucket } = config;
  return { serverId: newId(), name, endpoint, publicEndpoint: null, region, bucket, credentialsRef: 'default' };
}

/** Stores `bytes` as a chunk; returns its location and hashes. */
export async function storeChunk(
  servers: StorageServers,
  server: ServerPlace,
  chunkNumber: number,
  bytes: Uint8Array,
): Promise<ChunkPlace> {
  const s3Key = `test/chunks/${newId()}/${chunkNumber}`;
  await servers.storageOf(server).putStream(s3Key, piecesOf(bytes), { contentType: 'application/octet-stream' });
  const hasher = new BlockHasher();
  hasher.update(bytes);
  const { blockHashes, sha256: chunkHash } = hasher.finish();
  return { chunkNumber, server, s3Key, chunkSize: bytes.length, chunkHash, blockHashes };
}

/** Stores `bytes` in chunks, spread over the servers in turn. */
export function storeChunks(
  servers: StorageServers,
  places: readonly ServerPlace[],
  bytes: Uint8Array,
): Promise<ChunkPlace[]> {
  const store = ({ chunkNumber, offset, size }: { chunkNumber: number; offset: number; size: number }) =>
    storeChunk(
      servers,
      places[chunkNumber % places.length] as ServerPlace,
      chunkNumber,
      bytes.subarray(offset, offset + size),
    );
  return Promise.all(planChunks(bytes.length).map(store));
}
