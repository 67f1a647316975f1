import { AppError, isAppError } from '@sluice/core';
import { type Document, listChunks } from '@sluice/db/documents';
import type { AnsweringKind, JobPayload, JobResult } from '@sluice/jobs';
import type { Deps } from '../context.ts';
import { outageText } from './texts.ts';

export interface WorkerQuestion<K extends AnsweringKind> {
  readonly kind: K;
  readonly payload: JobPayload<K>;
  readonly accountId: string;
  readonly timeoutMs: number;
  /** The document that the worker has to read. */
  readonly document?: Document;
}

type Asking = Pick<Deps, 'db' | 'queues' | 'dependencies'>;

/**
 * Waits for a worker's answer. If none comes, the error says why: a server that is down comes before a missing worker.
 * @throws AppError what the worker answers; STORAGE_UNAVAILABLE, DATABASE_UNAVAILABLE, QUEUE_UNAVAILABLE, WORKER_TIMEOUT
 */
export async function askWorker<K extends AnsweringKind>(
  deps: Asking,
  { kind, payload, document, ...options }: WorkerQuestion<K>,
): Promise<JobResult<K>> {
  try {
    return await deps.queues.call(kind, payload, options);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'WORKER_TIMEOUT') throw error;
    throw await explained(deps, error, document);
  }
}

async function explained(deps: Asking, late: AppError, document: Document | undefined): Promise<AppError> {
  const { dependencies } = await deps.dependencies.now();
  const down = dependencies.filter(({ state }) => state === 'down');
  const isDown = (name: (typeof down)[number]['name']) => down.some((one) => one.name === name);
  const unavailable = (code: 'DATABASE_UNAVAILABLE' | 'QUEUE_UNAVAILABLE' | 'STORAGE_UNAVAILABLE', message: string) =>
    new AppError(code, message, { retryable: true, cause: late });
  if (isDown('database')) return unavailable('DATABASE_UNAVAILABLE', outageText({ name: 'database' }).title);
  if (isDown('queue')) return unavailable('QUEUE_UNAVAILABLE', outageText({ name: 'queue' }).title);
  if (document && isDown('storage')) {
    return unavailable('STORAGE_UNAVAILABLE', outageText({ name: 'storage' }).title);
  }
  const servers = down.flatMap(({ server }) => server ?? []);
  if (document?.storage === 'chunked' && servers.length > 0) {
    const needed = new Set((await listChunks(deps.db, document.docId)).map(({ server }) => server.name));
    const server = servers.find((name) => needed.has(name));
    if (server) return unavailable('STORAGE_UNAVAILABLE', outageText({ name: 'storage_server', server }).title);
  }
  if (!isDown('workers') || late.context.started === true) return late;
  const message = 'No worker is running. Try again once one is, or ask your operator to start one.';
  return new AppError('WORKER_TIMEOUT', message, { retryable: true, cause: late });
}
