import type { components } from '../schema.ts';

/** SHA-256 of a file in lower-case hex, and of each of its chunks where it is long enough to be cut. */
export interface ContentHashes {
  readonly sha256: string;
  readonly chunkHashes?: readonly string[];
}

/** A file to be stored, wherever it comes from. */
export interface UploadSource {
  readonly name: string;
  readonly sizeBytes: number;
  /** Media type; told by the name unless given. */
  readonly type?: string | undefined;
  /** Tells this file from every other, with its content, so that its hash can be remembered: path, size, time. */
  readonly fingerprint?: string | undefined;
  /** Bytes from `start` up to `end`, as often as they are asked for. */
  slice(start: number, end: number): Blob | AsyncIterable<Uint8Array>;
  hashes(options: HashingOptions): Promise<ContentHashes>;
}

export interface HashingOptions {
  /** Bytes of each chunk, in order, whose hashes are wanted as well; empty where the file is not cut. */
  readonly chunkSizes: readonly number[];
  readonly onProgress: (doneBytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Remembers hashes from one run to the next. */
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
  /** Bytes that have left so far. */
  readonly onProgress: (sentBytes: number) => void;
}

/** PUTs bytes and tells the storage's answer; throws when there is none. */
export type PutBytes = (request: PutRequest) => Promise<{ readonly status: number; readonly text: string }>;

export type UploadPhase = 'hashing' | 'requesting' | 'sending' | 'verifying' | 'done';

export interface UploadProgress {
  readonly phase: UploadPhase;
  /** Of the phases that count bytes. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly docId?: string | undefined;
  /** What it waits for, such as a server that does not answer. */
  readonly waitingFor?: string | undefined;
}

/** Where the bytes of a part go. */
export interface UploadPart {
  readonly number: number;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly isThere: boolean;
  readonly url: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

type Schemas = components['schemas'];

/** An upload as the API tells it: when it is asked for, and at its completion. */
export type UploadOffer = Schemas['SingleUpload'] | Schemas['ChunkedUpload'];
export type UploadState = UploadOffer | Schemas['UploadCompletion'];
