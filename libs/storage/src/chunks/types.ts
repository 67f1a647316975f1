/** A storage server as its row describes it. */
export interface ServerPlace {
  readonly serverId: string;
  /** For messages. */
  readonly name: string;
  /** Null: the installation's own storage. */
  readonly endpoint: string | null;
  readonly publicEndpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  /** `default`: the keys of the installation's own storage; others are named in STORAGE_CREDENTIALS. */
  readonly credentialsRef: string;
}

/** The location of a chunk, and its expected content. */
export interface ChunkPlace {
  /** From 0. */
  readonly chunkNumber: number;
  readonly server: ServerPlace;
  readonly s3Key: string;
  readonly chunkSize: number;
  /** SHA-256 in hex; null while unknown. */
  readonly chunkHash: string | null;
  /** SHA-256 of every block of BLOCK_BYTES, 32 bytes each; null until the chunk has been verified. */
  readonly blockHashes: Uint8Array | null;
}
