import type { AnalysisProgress } from '@sluice/db/analyses';
import type { ImportProgress } from '@sluice/db/imports';
import type { AppContext, Deps } from '../context.ts';
import { EventStream, encodeEvent, type ServerEvent } from './event-stream.ts';
import type { ProgressWatcher } from './progress-watcher.ts';

/** Longest delay of a timer. */
const MAX_DELAY_MS = 2 ** 31 - 1;

const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** Work that clients watch, and how its states are rendered. */
export interface Watched<T extends object> {
  readonly id: string;
  /** Its current progress. */
  readonly state: T;
  readonly watcher: ProgressWatcher<T>;
  readonly eventId: (state: T) => string;
  readonly isFinal: (state: T) => boolean;
  readonly progress: (state: T) => unknown;
  /** The full resource when it is final. */
  readonly done: () => Promise<unknown>;
}

/** Responds with server-sent events, or 204 to a client that has already received the last one. */
export async function answerEvents<T extends object>(
  c: AppContext,
  deps: Pick<Deps, 'stopping' | 'streams'>,
  lastId: string | undefined,
  watched: Watched<T>,
): Promise<Response> {
  if (lastId !== undefined && isLastEvent(lastId) && lastId === watched.eventId(watched.state)) {
    return c.body(null, 204);
  }
  // HEAD gets here too, but has no body to stream.
  if (c.req.method === 'HEAD') return c.body(null, 200, streamHeaders);
  const release = await deps.streams.open(c.get('principal').accountId);
  try {
    return c.body(openStream(c, deps, lastId, watched, release).body, 200, streamHeaders);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Encodes states as events. A poll passes the same state object to all watchers, so it is encoded once for all of them,
 * and the full resource of finished work is read once, not by each of thousands of watchers.
 */
const progressEvents = new WeakMap<object, ServerEvent>();
const doneEvents = new WeakMap<object, Promise<ServerEvent>>();

function progressOf<T extends object>({ eventId, progress }: Watched<T>, state: T): ServerEvent {
  const event = progressEvents.get(state) ?? encodeEvent('progress', eventId(state), progress(state));
  progressEvents.set(state, event);
  return event;
}

function doneOf<T extends object>({ eventId, done }: Watched<T>, state: T): Promise<ServerEvent> {
  const event = doneEvents.get(state) ?? done().then((whole) => encodeEvent('done', eventId(state), whole));
  doneEvents.set(state, event);
  return event;
}

/** Feeds a stream until the work is final, the client disconnects, the token expires or the API shuts down. */
function openStream<T extends object>(
  c: AppContext,
  { stopping }: Pick<Deps, 'stopping'>,
  lastId: string | undefined,
  watched: Watched<T>,
  release: () => void,
): EventStream {
  const { id, state: first, watcher, isFinal } = watched;
  const { principal, logger } = c.var;
  const stop = () => stream.close();
  // First, because it may refuse: a stream has a timer as soon as it exists.
  const unwatch = watcher.watch(id, (state) => push(state));
  const stream = new EventStream(lastId, () => {
    unwatch();
    release();
    clearTimeout(expiry);
    stopping.removeEventListener('abort', stop);
  });
  let ending = false;
  const end = async (state: T) => {
    stream.send(await doneOf(watched, state));
    stream.close();
  };
  const push = (state: T) => {
    if (!isFinal(state)) return stream.send(progressOf(watched, state));
    if (ending) return;
    ending = true;
    end(state).catch((err: unknown) => {
      ending = false;
      logger.warn({ err }, 'could not send the last event of a stream; retrying');
    });
  };
  const expiry = setTimeout(stop, Math.min(principal.expiresAt.getTime() - Date.now(), MAX_DELAY_MS));
  stopping.addEventListener('abort', stop, { once: true });
  if (stopping.aborted) stop();
  else push(first);
  return stream;
}

/**
 * The ID of the event for this state: events with the same ID have the same content. A client that reconnects with
 * `Last-Event-ID` only receives newer states.
 */
export const importEventId = (job: ImportProgress): string =>
  [job.attempt, job.totalRows ?? '', job.checkedRows, job.processedRows, job.status].join('.');

export const analysisEventId = ({ attempt, phase, percent, totalRows, status }: AnalysisProgress): string =>
  [attempt, encodeURIComponent(phase ?? ''), percent, totalRows ?? '', status].join('.');

/** Whether the event with this id was the last of its stream. */
export const isLastEvent = (id: string): boolean => /\.(?:completed|failed|cancelled)$/.test(id);
