import type { SluiceClient } from './client.ts';
import { isSluiceError } from './error.ts';
import { readEvents } from './events.ts';
import {
  type Analysis,
  type AnalysisProgress,
  type ImportJob,
  type ImportProgress,
  isFinalStatus,
  type ReprocessRun,
} from './types.ts';
import { backoff, wait } from './wait.ts';

/** What can be watched, with its progress and its final state. */
export interface Watched {
  readonly import: { readonly progress: ImportProgress; readonly done: ImportJob };
  readonly analysis: { readonly progress: AnalysisProgress; readonly done: Analysis };
  readonly 'reprocess-run': { readonly progress: ReprocessRun; readonly done: ReprocessRun };
}
export type WatchKind = keyof Watched;

export interface WatchOptions<K extends WatchKind> {
  /** Importer of an import. Default: `assets`. */
  readonly importer?: string;
  readonly onProgress?: (progress: Watched[K]['progress']) => void;
  readonly signal?: AbortSignal | undefined;
  /** The last event of an earlier watch. */
  readonly lastEventId?: string;
  /** Pause between polls, and before a stream is opened again unless the server asks for another, in ms. */
  readonly pollMs?: number;
  /** How long a server that has responded before may be unreachable, in ms. Default: five minutes. */
  readonly patienceMs?: number;
}

/** The server's heartbeat comes every 15 s. */
const SILENCE_MS = 45_000;
const RETURN_MS = 2_000;
const PATIENCE_MS = 300_000;
/** After this many streams in a row without any data, `watch` polls instead. */
const FRUITLESS = 3;

/**
 * Watches work until it finishes: by server-sent events, which resume after an interruption, and by polling where streams
 * do not get through. @throws SluiceError when the work does not exist or the server stays down; the signal's reason on abort
 */
export async function watch<K extends WatchKind>(
  client: SluiceClient,
  kind: K,
  id: string,
  options: WatchOptions<K> = {},
): Promise<Watched[K]['done']> {
  const path = pathOf(kind, id, options.importer);
  const line = new Line(client, options);
  const streamed = kind === 'reprocess-run' ? undefined : await listen<K>(line, path, options);
  return streamed ?? poll<K>(line, path, options);
}

interface Patience {
  readonly patienceMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests, and after the first response tolerates an outage, because a restart does not end the work. */
class Line {
  readonly #client: SluiceClient;
  readonly #patienceMs: number;
  readonly #signal: AbortSignal | undefined;
  #lastWordAt: number | undefined;

  constructor(client: SluiceClient, { patienceMs = PATIENCE_MS, signal }: Patience) {
    this.#client = client;
    this.#patienceMs = patienceMs;
    this.#signal = signal;
  }

  /** Records that the server is alive. */
  heard(): void {
    this.#lastWordAt = Date.now();
  }

  async ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    for (let failures = 1; ; failures++) {
      try {
        const response = await this.#client.send('GET', path, { headers, signal: this.#signal });
        this.heard();
        return response;
      } catch (error) {
        const silentMs = Date.now() - (this.#lastWordAt ?? Number.NEGATIVE_INFINITY);
        if (!isUnreachable(error) || silentMs > this.#patienceMs) throw error;
      }
      await wait(backoff(failures, RETURN_MS, 5 * RETURN_MS), this.#signal);
    }
  }
}

const isUnreachable = (error: unknown): boolean =>
  isSluiceError(error) && (error.code === 'NETWORK' || [502, 503, 504].includes(error.status));

const pathOf = (kind: WatchKind, id: string, importer: string = 'assets'): string =>
  ({
    import: `/api/v1/${importer}/bulk/${encodeURIComponent(id)}`,
    analysis: `/api/v1/analyses/${encodeURIComponent(id)}`,
    'reprocess-run': `/api/v1/reprocess-runs/${encodeURIComponent(id)}`,
  })[kind];

/** The final state from the streams; undefined if no stream gets through or the final event was received before. */
async function listen<K extends WatchKind>(
  line: Line,
  path: string,
  { onProgress, signal, lastEventId, pollMs = RETURN_MS }: WatchOptions<K>,
): Promise<Watched[K]['done'] | undefined> {
  let lastId = lastEventId;
  let pauseMs = pollMs;
  for (let fruitless = 0; fruitless < FRUITLESS; ) {
    fruitless++;
    const headers = { accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
    const response = await openStream(line, `${path}/events`, headers);
    if (!response?.body) return undefined;
    try {
      for await (const part of readEvents(response.body, SILENCE_MS)) {
        fruitless = 0;
        line.heard();
        if (part.kind === 'retry') pauseMs = part.ms;
        if (part.kind !== 'event') continue;
        lastId = part.event.id ?? lastId;
        const data: unknown = JSON.parse(part.event.data);
        if (part.event.event === 'done') return data as Watched[K]['done'];
        onProgress?.(data as Watched[K]['progress']);
      }
    } catch (error) {
      if (signal?.aborted) throw error;
    }
    await wait(backoff(fruitless + 1, pauseMs, 4 * pauseMs), signal);
  }
  return undefined;
}

/** Opens a stream; undefined if there is none: the final event was already received, or streams do not get through. */
async function openStream(
  line: Line,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response | undefined> {
  try {
    const response = await line.ask(path, headers);
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (isStream) return response;
    await response.body?.cancel();
    return undefined;
  } catch (error) {
    // Too many streams, or a proxy that lets none through: polling still works.
    if (isSluiceError(error) && (error.status === 429 || error.code === 'UNEXPECTED_ANSWER')) return undefined;
    throw error;
  }
}

async function poll<K extends WatchKind>(
  line: Line,
  path: string,
  { onProgress, signal, pollMs = RETURN_MS }: WatchOptions<K>,
): Promise<Watched[K]['done']> {
  for (; ; await wait(pollMs, signal)) {
    const response = await line.ask(path);
    const state = (await response.json()) as Watched[K]['done'];
    if (isFinalStatus(state.status)) return state;
    onProgress?.(state as Watched[K]['progress']);
  }
}
