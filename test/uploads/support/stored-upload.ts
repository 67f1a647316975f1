import { newId } from '@sluice/core';
import { withTransaction } from '@sluice/db';
import {
  addChunks,
  beginVerifying,
  type Document,
  findOrCreateDocument,
  getDocumentById,
  listChunks,
  lockDocument,
  markUrlsGenerated,
  type StoredChunk,
} from '@sluice/db/documents';
import { addStorageServer, listStorageServers } from '@sluice/db/storage-servers';
import { createUploadSession } from '@sluice/db/upload-sessions';
import { chunkKey, documentKey, planChunks, ringNodes, type Storage } from '@sluice/storage';
import { type StorageFixture, storageFixture } from '@sluice/storage/testing';
import { putBytes } from '../../harness/documents.ts';
import { FaultProxy, required, type Stack, sha256 } from '../../harness/index.ts';

/** Two storage servers: the installation's own, and one behind a fault proxy. */
export class TwoServers {
  readonly own: string;
  readonly far = newId();
  readonly proxy: FaultProxy;
  readonly #stack: Stack;
  readonly #fixture: StorageFixture;

  private constructor(stack: Stack, proxy: FaultProxy, own: string) {
    this.own = own;
    this.#stack = stack;
    this.proxy = proxy;
    this.#fixture = storageFixture({ env: stack.storage.env });
  }

  static async add(stack: Stack): Promise<TwoServers> {
    const { db } = stack;
    // An API or a worker of the suite may have registered the installation's storage before.
    const known = (await listStorageServers(db)).find(({ endpoint }) => endpoint === null);
    const two = new TwoServers(stack, await FaultProxy.start(required('S3_ENDPOINT')), known?.serverId ?? newId());
    const { storage, config } = two.#fixture;
    await storage.ensureBucket();
    const { region } = config;
    const own = { serverId: two.own, name: 'own', endpoint: null, bucket: stack.storage.bucket };
    const far = { serverId: two.far, name: 'far', endpoint: two.proxy.endpoint, bucket: config.bucket };
    for (const place of known ? [far] : [own, far]) {
      const added = await addStorageServer(db, { ...place, region, nodes: ringNodes(place.serverId), fresh: true });
      if (added !== 'added') throw new Error(`the server ${place.name} was not added: ${added}`);
    }
    return two;
  }

  /** The storage of a chunk, bypassing the proxy. */
  storageOf({ serverId }: Pick<StoredChunk, 'serverId'>): Storage {
    return serverId === this.own ? this.#stack.storage : this.#fixture.storage;
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.#fixture.remove();
  }
}

export interface Upload {
  readonly bytes: Buffer;
  readonly accountId?: string;
  /** What the client announces, if it differs from `bytes`. */
  readonly contentType?: string;
  readonly sha256?: string;
  readonly sizeBytes?: number;
  /** Whether the client announced the hash of each chunk. */
  readonly announced?: boolean;
  /** What is stored instead of the right bytes of a chunk or the whole; undefined for no object. */
  readonly stored?: (right: Buffer, chunkNumber: number) => Buffer | undefined;
  /** The client has its URLs but has not completed the upload. */
  readonly unfinished?: boolean;
}

const rowOf = (stack: Stack, upload: Upload, storage: Document['storage']) => ({
  accountId: upload.accountId ?? 'uploads',
  sha256: upload.sha256 ?? sha256(upload.bytes),
  sizeBytes: upload.sizeBytes ?? upload.bytes.length,
  originalFilename: 'table.csv',
  contentType: upload.contentType ?? 'application/octet-stream',
  storage,
  keyOf: (docId: string) => documentKey(stack.storage.env, upload.accountId ?? 'uploads', docId),
  traceId: newId(),
});

const storedBytes = ({ stored }: Upload, right: Buffer, chunkNumber: number) =>
  stored ? stored(right, chunkNumber) : right;

/** Creates an upload in one piece that its client has completed. */
export async function uploadSingle(stack: Stack, upload: Upload): Promise<Document> {
  const { document } = await findOrCreateDocument(stack.db, rowOf(stack, upload, 'single'));
  const bytes = storedBytes(upload, upload.bytes, 0);
  if (bytes) await putBytes(stack.storage, document.s3Key, bytes);
  return upload.unfinished ? generated(stack, document) : verifying(stack, document);
}

/** The same in chunks, spread over the two servers in turn. */
export async function uploadChunked(stack: Stack, servers: TwoServers, upload: Upload): Promise<Document> {
  const { db, storage } = stack;
  const { document } = await findOrCreateDocument(db, rowOf(stack, upload, 'chunked'));
  const { docId, accountId } = document;
  await withTransaction(db, async (tx) => {
    await lockDocument(tx, docId);
    const sessionId = await createUploadSession(tx, { docId, seconds: 3_600 });
    const chunks = planChunks(upload.bytes.length).map(({ chunkNumber, offset, size }) => ({
      ...{ docId, chunkNumber, chunkSize: size },
      serverId: chunkNumber % 2 === 0 ? servers.own : servers.far,
      s3Key: chunkKey({ env: storage.env, accountId, docId, sessionId, chunkNumber }),
      chunkHash: upload.announced ? sha256(upload.bytes.subarray(offset, offset + size)) : null,
    }));
    const { fullServer } = await addChunks(tx, chunks);
    if (fullServer) throw new Error(`no room on ${fullServer}`);
  });
  let offset = 0;
  for (const chunk of await listChunks(db, docId)) {
    const bytes = storedBytes(upload, upload.bytes.subarray(offset, offset + chunk.chunkSize), chunk.chunkNumber);
    if (bytes) await putBytes(servers.storageOf(chunk), chunk.s3Key, bytes);
    offset += chunk.chunkSize;
  }
  return upload.unfinished ? generated(stack, document) : verifying(stack, document);
}

async function generated({ db }: Stack, { docId, storage }: Pick<Document, 'docId' | 'storage'>): Promise<Document> {
  const now = new Date();
  await markUrlsGenerated(db, { docId, storage, generatedAt: now, expiresAt: now });
  return there(await getDocumentById(db, docId));
}

async function verifying(stack: Stack, { docId, storage, fileSizeBytes }: Document): Promise<Document> {
  await generated(stack, { docId, storage });
  await beginVerifying(stack.db, { docId, storage, fileSizeBytes });
  const document = there(await getDocumentById(stack.db, docId));
  if (document.uploadStatus !== 'UPLOAD_VERIFYING') throw new Error(`not being verified: ${document.uploadStatus}`);
  return document;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the document is not there');
  return value;
}
