import type { Readable } from 'node:stream';

/** What is known of a stored object without reading it. */
export interface ObjectInfo {
  readonly key: string;
  readonly sizeBytes: number;
  /** Quotes included, as the server sent it. */
  readonly etag: string;
  readonly lastModified: Date;
  /** Only from `head`. */
  readonly contentType?: string;
  /** Only from `head`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Hex. Only from `head`, and only where the server keeps it: presigned PUTs and objects of a single part. */
  readonly sha256?: string;
}

export interface PutOptions {
  readonly contentType: string;
  /** A whole header value, as `contentDisposition(fileName)` makes it. */
  readonly contentDisposition?: string;
  /** Names are lower case ASCII; values may be any text. */
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
  /** First byte wanted, from 0. Default: 0. */
  readonly start?: number | undefined;
  /** Last byte wanted, inclusive as in HTTP ranges; beyond the end means the end. Default: the last one. */
  readonly end?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GetResult {
  /** Exactly `bodyBytes` bytes, or an AppError. Destroy it when it is not read to its end. */
  readonly body: Readable;
  /** Size of the whole object, also when only a range of it is read. */
  readonly sizeBytes: number;
  /** How many bytes `body` will give: the value of a Content-Length. */
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
  /** Overrides the type that is stored. */
  readonly contentType?: string;
}

export interface PresignPutOptions {
  /** 1 to 604,800 (seven days). */
  readonly expiresInSeconds: number;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Hex. Left out: any bytes of that length are taken, to be verified afterwards. */
  readonly sha256?: string | undefined;
}

export interface PresignedPut {
  readonly url: string;
  /** To be sent as they are. Content-Length is signed too, but every HTTP client sends that by itself. */
  readonly requiredHeaders: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

/**
 * One bucket. Every method rejects with an AppError: STORAGE_NOT_FOUND, STORAGE_REFUSED (credentials, policy, a request
 * that the server does not take) or STORAGE_UNAVAILABLE (retryable), except that an aborted signal rejects with its own
 * reason, and `putStream` with whatever its body throws.
 */
export interface Storage {
  readonly bucket: string;
  /** The first component of every key that this deployment writes. */
  readonly env: string;
  /**
   * Stores a body of unknown length, replacing what is there. A chunk is copied before the next one is asked for. A
   * failure leaves no parts and what was there before; only when the very last answer is lost for good may the new
   * object be there all the same.
   */
  putStream(key: string, body: AsyncIterable<Uint8Array>, options: PutOptions): Promise<PutResult>;
  /** Reads an object or a range of it; a connection lost on the way is resumed without the reader's knowing. */
  getStream(key: string, options?: GetOptions): Promise<GetResult>;
  /** Undefined when there is no such object (or no such bucket: servers do not tell the two apart here). */
  head(key: string, options?: CallOptions): Promise<ObjectInfo | undefined>;
  /** Deleting what is not there is fine. */
  delete(key: string, options?: CallOptions): Promise<void>;
  /** Deletes every object whose key begins with `prefix` (never empty). Answers how many there were. */
  deletePrefix(prefix: string, options?: CallOptions): Promise<number>;
  /** In the order of the keys' UTF-8 bytes. */
  list(prefix: string, options?: CallOptions): AsyncIterable<ObjectInfo>;
  /** Aborts multipart uploads under `prefix` begun before `olderThan`: what killed processes left. Answers how many. */
  abortStaleUploads(prefix: string, olderThan: Date, options?: CallOptions): Promise<number>;
  presignGet(key: string, options: PresignGetOptions): Promise<string>;
  /** A URL under which exactly bytes of that length, type and (when given) hash can be PUT. */
  presignPut(key: string, options: PresignPutOptions): Promise<PresignedPut>;
  /** Resolves when the bucket answers within two seconds; no retries. */
  check(signal?: AbortSignal): Promise<void>;
  /**
   * Creates the bucket when it is missing and the configuration allows it, with rules for browsers and for parts left
   * open; one that is there is left as it is. Safe with many processes at once.
   */
  ensureBucket(): Promise<void>;
  /** Drops all connections; running calls fail. */
  close(): void;
}
