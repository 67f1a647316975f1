import type { Readable } from 'node:stream';

/** The metadata of a stored object. */
export interface ObjectInfo {
  readonly key: string;
  readonly sizeBytes: number;
  /** Including quotes, as sent by the server. */
  readonly etag: string;
  readonly lastModified: Date;
  /** Only from `head`. */
  readonly contentType?: string;
  /** Only from `head`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Hex. Only from `head`, and only where the server keeps it: presigned PUTs and single-part objects. */
  readonly sha256?: string;
}

export interface PutOptions {
  readonly contentType: string;
  /** A full header value from `contentDisposition(fileName)`. */
  readonly contentDisposition?: string;
  /** Names are lowercase ASCII; values may be any text. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface PutResult {
  readonly sizeBytes: number;
  /** Hex, of all bytes. */
  readonly sha256: string;
  readonly etag: string;
}

export interface GetOptions {
  /** First byte to read, from 0. Default: 0. */
  readonly start?: number | undefined;
  /** Last byte to read, inclusive as in HTTP ranges; past the end means the end. Default: the last one. */
  readonly end?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GetResult {
  /** Exactly `bodyBytes` bytes, or an AppError. Destroy it if it is not read to the end. */
  readonly body: Readable;
  /** Size of the whole object, also when only a range of it is read. */
  readonly sizeBytes: number;
  /** How many bytes `body` yields: the value of Content-Length. */
  readonly bodyBytes: number;
  readonly contentType?: string;
  readonly etag: string;
  readonly lastModified: Date;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface PresignGetOptions {
  /** 1 to 604,800 (seven days). */
  readonly expiresInSeconds: number;
  /** The name under which a browser saves it; any text. */
  readonly fileName: string;
  /** Overrides the stored type. */
  readonly contentType?: string;
}

export interface PresignPutOptions {
  /** 1 to 604,800 (seven days). */
  readonly expiresInSeconds: number;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Hex. Without it any bytes of that length are accepted and must be verified afterwards. */
  readonly sha256?: string | undefined;
}

export interface PresignedPut {
  readonly url: string;
  /** Send these unchanged. Content-Length is signed too, but every HTTP client sets it. */
  readonly requiredHeaders: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

/**
 * One bucket. Every method rejects with an AppError: STORAGE_NOT_FOUND, STORAGE_REFUSED (credentials, policy, an
 * unsupported request) or STORAGE_UNAVAILABLE (retryable), except that an aborted signal rejects with its own reason, and
 * `putStream` with the error of its body.
 */
export interface Storage {
  readonly bucket: string;
  /** The first component of every key of this installation. */
  readonly env: string;
  /**
   * Stores a body of unknown length, replacing any object. Each piece is copied before the next is requested. A failure
   * leaves no parts, and the previous object in place. Only if the very last response is lost may the new object exist
   * despite the failure. After an abort it rejects within half a second; a slow server may drop the parts later.
   */
  putStream(key: string, body: AsyncIterable<Uint8Array>, options: PutOptions): Promise<PutResult>;
  /** Reads an object or a range of it; a lost connection is resumed transparently. */
  getStream(key: string, options?: GetOptions): Promise<GetResult>;
  /** Undefined when the object or the bucket does not exist: S3 does not distinguish the two here. */
  head(key: string, options?: CallOptions): Promise<ObjectInfo | undefined>;
  /** Deleting a missing object succeeds. */
  delete(key: string, options?: CallOptions): Promise<void>;
  /** Deletes every object whose key starts with `prefix` (not empty). Returns their number. */
  deletePrefix(prefix: string, options?: CallOptions): Promise<number>;
  /** In the order of the keys' UTF-8 bytes. */
  list(prefix: string, options?: CallOptions): AsyncIterable<ObjectInfo>;
  /** Aborts multipart uploads under `prefix` that started before `olderThan`. Returns their number. */
  abortStaleUploads(prefix: string, olderThan: Date, options?: CallOptions): Promise<number>;
  presignGet(key: string, options: PresignGetOptions): Promise<string>;
  /** A URL for a PUT of exactly that length, type and (if given) hash. */
  presignPut(key: string, options: PresignPutOptions): Promise<PresignedPut>;
  /** Resolves when the bucket answers within two seconds; no retries. */
  check(signal?: AbortSignal): Promise<void>;
  /**
   * Creates a missing bucket, with CORS and lifecycle rules, if `createBucket` is set. An existing bucket then gets
   * these rules only if it has no CORS rules. Safe with many processes at once.
   */
  ensureBucket(): Promise<void>;
  /** Closes all connections; running calls fail. */
  close(): void;
}
