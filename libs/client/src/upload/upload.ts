import type { SluiceClient } from '../client.ts';
import { isSluiceError } from '../error.ts';
import { backoff, wait } from '../wait.ts';
import { failureOf, partsOf, type UploadCalls, uploadCalls } from './calls.ts';
import { likelyChunkSizes } from './plan.ts';
import { fetchPut } from './put.ts';
import { sendParts } from './send-parts.ts';
import type { ContentHashes, HashStore, PutBytes, UploadProgress, UploadSource, UploadState } from './types.ts';

export interface UploadOptions {
  readonly onProgress?: (progress: UploadProgress) => void;
  readonly signal?: AbortSignal | undefined;
  /** Parts to send in parallel. Default: 3. */
  readonly concurrency?: number;
  /** Caches hashes, so that a resumed upload need not hash the file again. */
  readonly store?: HashStore | undefined;
  /** How bytes are PUT. Default: fetch. */
  readonly put?: PutBytes;
  /** How long the upload may stall, in ms. Default: five minutes. */
  readonly patienceMs?: number;
}

export interface UploadedDocument {
  readonly docId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Whether the account already had the content. */
  readonly wasKnown: boolean;
  readonly sentBytes: number;
}

/** Rounds of sending and completing, in case parts turn out to be missing. */
const ROUNDS = 3;

/**
 * Uploads a file: hashes it, requests the upload, sends what is missing, completes and waits for verification. Called
 * again after an interruption, it resumes: the hash identifies the upload, and only missing parts are sent.
 * @throws SluiceError; the signal's reason on abort
 */
export async function upload(
  client: SluiceClient,
  source: UploadSource,
  options: UploadOptions = {},
): Promise<UploadedDocument> {
  const { onProgress = () => {}, signal = new AbortController().signal } = options;
  const { sizeBytes } = source;
  let docId: string | undefined;
  const report = (phase: UploadProgress['phase'], doneBytes: number, waitingFor?: string) =>
    onProgress({ phase, doneBytes, totalBytes: sizeBytes, docId, waitingFor });

  const hashes = await hashesOf(source, options.store, signal, (done) => report('hashing', done));
  report('requesting', 0);
  const calls = uploadCalls(client, signal);
  let state = await calls.request(source, hashes);
  docId = state.doc_id;
  const wasKnown = state.status === 'UPLOAD_COMPLETE';
  let sentBytes = 0;
  for (let round = 1; !isOver(state); round++) {
    if (state.status !== 'UPLOAD_VERIFYING') {
      sentBytes += await send(calls, state, source, { ...options, signal, report });
      report('verifying', sizeBytes);
      state = await complete(calls, state, round < ROUNDS);
    }
    if (state.status === 'UPLOAD_VERIFYING') state = await verified(calls, state.doc_id, signal);
  }
  if (state.status === 'UPLOAD_FAILED') throw failureOf(state);
  report('done', sizeBytes);
  return { docId, sha256: hashes.sha256, sizeBytes, wasKnown, sentBytes };
}

const isOver = ({ status }: UploadState): boolean => status === 'UPLOAD_COMPLETE' || status === 'UPLOAD_FAILED';

async function hashesOf(
  source: UploadSource,
  store: HashStore | undefined,
  signal: AbortSignal,
  onProgress: (doneBytes: number) => void,
): Promise<ContentHashes> {
  const { fingerprint, sizeBytes } = source;
  const known = fingerprint === undefined ? undefined : await store?.get(fingerprint);
  if (known) return known;
  onProgress(0);
  const hashes = await source.hashes({ chunkSizes: likelyChunkSizes(sizeBytes), onProgress, signal });
  if (fingerprint !== undefined) await store?.set(fingerprint, hashes);
  return hashes;
}

interface Sending extends UploadOptions {
  readonly signal: AbortSignal;
  readonly report: (phase: 'sending', doneBytes: number, waitingFor?: string) => void;
}

/** Sends what is missing. Returns the number of bytes sent. */
async function send(calls: UploadCalls, state: UploadState, source: UploadSource, options: Sending): Promise<number> {
  const { concurrency = 3, put = fetchPut, patienceMs = 300_000, signal, report } = options;
  const { sizeBytes } = source;
  const parts = partsOf(state, sizeBytes);
  let done = parts.reduce((sum, part) => sum + (part.isThere ? part.sizeBytes : 0), 0);
  const missing = sizeBytes - done;
  report('sending', done);
  await sendParts({
    source,
    parts,
    concurrency,
    put,
    patienceMs,
    signal,
    refresh: async () => partsOf(await calls.get(state.doc_id), sizeBytes),
    onProgress: (bytes) => {
      done = bytes;
      report('sending', done);
    },
    onWait: (reason) => report('sending', done, reason),
  });
  return missing;
}

/** Completes the upload; if the server lacks a part after all, returns its current state. */
async function complete(calls: UploadCalls, { doc_id: docId }: UploadState, mayRepeat: boolean): Promise<UploadState> {
  try {
    return await calls.complete(docId);
  } catch (error) {
    if (!mayRepeat || !isSluiceError(error) || error.code !== 'UPLOAD_MISSING') throw error;
    return calls.get(docId);
  }
}

async function verified(calls: UploadCalls, docId: string, signal: AbortSignal): Promise<UploadState> {
  for (let asked = 1; ; asked++) {
    await wait(backoff(asked, 250, 2_000), signal);
    const state = await calls.get(docId);
    if (state.status !== 'UPLOAD_VERIFYING') return state;
  }
}
