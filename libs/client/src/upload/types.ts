import type { components } from '../schema.ts';

/** SHA-256 of a file in lowercase hex, and of each chunk of a chunked file. */
export interface ContentHashes {
  readonly sha256: string;
  readonly chunkHashes?: readonly string[];
}

/** A file to store, from any source. */
export interface UploadSource {
  readonly name: string;
  readonly sizeBytes: number;
  /** Media type; default: derived from the name. */
  readonly type?: string | undefined;
  /** Identifies the file and its content for the hash cache: path, size, time. */
  readonly fingerprint?: string | undefined;
  /** Bytes from `start` up to `end`; may be called repeatedly. */
  slice(start: number, end: number): Blob | AsyncIterable<Uint8Array>;
  hashes(options: HashingOptions): Promise<ContentHashes>;
}

export interface HashingOptions {
  /** Sizes of the chunks to hash as well, in order; empty for a file that is not chunked. */
  readonly chunkSizes: readonly number[];
  readonly onProgress: (doneBytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Caches hashes between runs. */
export interface HashStore {
  get(fingerprint: string): Promise<ContentHashes | undefined>;
  set(fingerprint: string, hashes: ContentHashes): Promise<void>;
}

export interface PutRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob | AsyncIterable<Uint8Array>;
  readonly sizeBytes: number;
  readonly signal: AbortSignal;
  /** Bytes sent so far. */
  readonly onProgress: (sentBytes: number) => void;
}

/** PUTs bytes and returns the storage's response; throws when there is none. */
export type PutBytes = (request: PutRequest) => Promise<{ readonly status: number; readonly text: string }>;

export type UploadPhase = 'hashing' | 'requesting' | 'sending' | 'verifying' | 'done';

export interface UploadProgress {
  readonly phase: UploadPhase;
  /** Of `totalBytes`, in the phases `hashing` and `sending`. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly docId?: string | undefined;
  /** Why it waits, such as an unreachable server. */
  readonly waitingFor?: string | undefined;
}

/** A part and where to send it. */
export interface UploadPart {
  readonly number: number;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly isThere: boolean;
  readonly url: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

type Schemas = components['schemas'];

/** An upload as the API returns it, on request and on completion. */
export type UploadOffer = Schemas['SingleUpload'] | Schemas['ChunkedUpload'];
export type UploadState = UploadOffer | Schemas['UploadCompletion'];
