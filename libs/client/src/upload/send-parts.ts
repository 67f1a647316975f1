import { isSluiceError, networkError, SluiceError } from '../error.ts';
import { backoff, wait } from '../wait.ts';
import type { PutBytes, UploadPart, UploadSource } from './types.ts';

export interface SendOptions {
  readonly source: UploadSource;
  readonly parts: readonly UploadPart[];
  readonly concurrency: number;
  readonly put: PutBytes;
  /** How long an upload may stall before it fails, in ms. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** The current parts from the server, with fresh URLs. */
  readonly refresh: () => Promise<readonly UploadPart[]>;
  /** Bytes sent so far. */
  readonly onProgress: (sentBytes: number) => void;
  readonly onWait: (reason: string) => void;
}

const BASE_MS = 500;
const CAP_MS = 10_000;
/** After this many refusals in spite of fresh URLs, expiry is not the reason. */
const REFUSALS = 3;
const EXPIRED = 403;
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Sends missing parts in parallel; the first part that fails stops the others. */
export async function sendParts(options: SendOptions): Promise<void> {
  const { parts, concurrency, onProgress } = options;
  const sent = new Map(parts.map(({ number, isThere, sizeBytes }) => [number, isThere ? sizeBytes : 0]));
  const report = (number: number, bytes: number) => {
    sent.set(number, bytes);
    onProgress([...sent.values()].reduce((sum, each) => sum + each, 0));
  };
  const waiting = parts.filter(({ isThere }) => !isThere);
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  const refresh = once(options.refresh);
  const sender = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      await sendPart({ ...options, signal, refresh }, part, report);
    }
  };
  const senders = Array.from({ length: Math.max(1, Math.min(concurrency, waiting.length)) }, sender);
  await Promise.allSettled(senders.map((each) => each.catch((error: unknown) => ended.abort(error))));
  if (ended.signal.aborted) throw ended.signal.reason;
}

/** Parts that need fresh URLs at the same time share one request. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= ask().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/** Sends one part until it has arrived. */
async function sendPart(
  { source, put, patienceMs, signal, refresh, onWait }: SendOptions,
  given: UploadPart,
  report: (number: number, bytes: number) => void,
): Promise<void> {
  let part: UploadPart = given;
  let refusals = 0;
  let failures = 0;
  let lastProgressAt = Date.now();
  const onProgress = (bytes: number) => {
    lastProgressAt = Date.now();
    report(part.number, bytes);
  };
  for (;;) {
    signal.throwIfAborted();
    let failure: SluiceError;
    try {
      if (part.isThere) return report(part.number, part.sizeBytes);
      if (part.url === null) throw unreachable(part);
      const { url, headers, offset, sizeBytes } = part;
      const body = source.slice(offset, offset + sizeBytes);
      const answer = await put({ url, headers, body, sizeBytes, signal, onProgress });
      if (answer.status >= 200 && answer.status < 300) return report(part.number, sizeBytes);
      failure = refusal(part, answer);
      if (answer.status === EXPIRED) refusals++;
      if (refusals >= REFUSALS || (answer.status !== EXPIRED && !PASSING.has(answer.status))) throw failure;
      if (answer.status !== EXPIRED) failures++;
    } catch (error) {
      signal.throwIfAborted();
      failure = passing(error, part.url ?? '');
      failures++;
    }
    report(part.number, 0);
    if (Date.now() - lastProgressAt > patienceMs) throw failure;
    if (failures > 0) {
      onWait(failure.message);
      await wait(backoff(failures, BASE_MS, CAP_MS), signal);
    }
    part = await fresh(refresh, part, onWait);
  }
}

/** The part with a fresh URL; unchanged while the API is unreachable or rate-limits us. */
async function fresh(refresh: SendOptions['refresh'], part: UploadPart, onWait: (reason: string) => void) {
  try {
    return (await refresh()).find(({ number }) => number === part.number) ?? part;
  } catch (error) {
    if (!isSluiceError(error) || (error.code !== 'NETWORK' && error.status < 500 && error.status !== 429)) throw error;
    onWait(error.message);
    return part;
  }
}

/** The error of a failed PUT if it is temporary; rethrows any other. */
function passing(error: unknown, url: string): SluiceError {
  const failure = networkError(error, url);
  if (!isSluiceError(failure)) throw failure;
  if (failure.code !== 'NETWORK' && failure.code !== 'STORAGE_UNAVAILABLE') throw failure;
  return failure;
}

const unreachable = ({ number }: UploadPart): SluiceError =>
  new SluiceError('STORAGE_UNAVAILABLE', `The storage server of part ${number} is unreachable.`, { status: 503 });

function refusal({ number }: UploadPart, { status, text }: { status: number; text: string }): SluiceError {
  const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? '';
  const why = [String(status), code].filter(Boolean).join(' ');
  const changed = /Digest|Checksum|SHA256|Incomplete/i.test(code)
    ? ' The file has probably changed since it was read.'
    : '';
  return new SluiceError('UPLOAD_REFUSED', `The storage refused part ${number} (${why}).${changed}`, { status });
}
