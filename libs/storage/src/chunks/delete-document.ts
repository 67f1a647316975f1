import { chunkKey } from '../keys.ts';
import type { Storage } from '../storage.ts';
import { checkServers } from './check-servers.ts';
import { namingServer, onServer } from './errors.ts';
import type { StorageServers } from './servers.ts';
import type { ChunkPlace, ServerPlace } from './types.ts';

export interface DocumentStorages {
  /** Holds the documents that are not chunked. */
  readonly storage: Storage;
  readonly servers: StorageServers;
  readonly signal?: AbortSignal | undefined;
}

/** The objects that a document may have. */
export interface DocumentObjects {
  readonly document: { readonly docId: string; readonly accountId: string; readonly s3Key: string };
  readonly chunks: readonly Pick<ChunkPlace, 'server' | 's3Key'>[];
  /** Servers on which its upload sessions may have left objects. */
  readonly servers: readonly ServerPlace[];
}

/** Key prefix of all chunks of a document in any session: `{env}/chunks/{account}/{docId}/`. */
export const chunksPrefix = (of: { env: string; accountId: string; docId: string }): string =>
  `${chunkKey({ ...of, sessionId: 's', chunkNumber: 0 })
    .split('/')
    .slice(0, 4)
    .join('/')}/`;

/** The servers of the chunks, each once. */
const holders = ({ chunks }: DocumentObjects): ServerPlace[] => [
  ...new Map(chunks.map(({ server }) => [server.serverId, server])).values(),
];

/**
 * Resolves when every server that holds a chunk of the document is reachable.
 * @throws AppError STORAGE_UNAVAILABLE or STORAGE_REFUSED, naming the server
 */
export async function canDeleteDocument({ servers, signal }: DocumentStorages, of: DocumentObjects): Promise<void> {
  for (const { server, error } of await checkServers(servers, holders(of), signal)) {
    if (error) throw namingServer(server, error);
  }
}

/**
 * Deletes all objects of a document, ignoring missing ones. An unreachable server without a chunk of it is skipped: what
 * an old session left there is removed by the orphan sweep.
 * @throws AppError STORAGE_UNAVAILABLE or STORAGE_REFUSED
 */
export async function deleteDocumentObjects(deps: DocumentStorages, of: DocumentObjects): Promise<void> {
  const { storage, servers, signal } = deps;
  const { document, chunks } = of;
  const call = { signal };
  await storage.delete(document.s3Key, call);
  for (const { server, s3Key } of chunks) {
    await onServer(server, () => servers.storageOf(server).delete(s3Key, call));
  }
  const prefix = chunksPrefix({ env: storage.env, ...document });
  for (const { server, error } of await checkServers(servers, of.servers, signal)) {
    if (!error) await onServer(server, async () => servers.storageOf(server).deletePrefix(prefix, call));
  }
}
