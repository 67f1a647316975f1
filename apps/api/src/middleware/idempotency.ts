import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '@sluice/core';
import type { Db, Tx } from '@sluice/db';
import {
  beginIdempotent,
  completeIdempotent,
  IDEMPOTENCY_LOCK_SECONDS,
  type IdempotencyKey,
  type RecordedAnswer,
  releaseIdempotent,
  renewIdempotent,
} from '@sluice/db/idempotency';
import { createMiddleware } from 'hono/factory';
import { readForm } from '../body/multipart.ts';
import { isJson, readBody } from '../body/read-body.ts';
import type { AppContext, AppEnv, Deps } from '../context.ts';
import { hashForm, hashRequest } from './request-hash.ts';

const ACCEPTED = /^[\x20-\x7e]{1,255}$/;
const RENEW_MS = (IDEMPOTENCY_LOCK_SECONDS * 1_000) / 3;
/** Refusals that the same request would get again, so they are recorded for repeats. */
const LASTING_REFUSALS = new Set([400, 415, 422]);

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

/** The key that this request holds while it runs. */
export class IdempotentRequest {
  /** Null until the body was read. */
  requestHash: string | null = null;
  recorded = false;
  readonly #db: Db;
  readonly #id: IdempotencyKey;
  readonly #token = randomUUID();

  constructor(db: Db, id: IdempotencyKey) {
    this.#db = db;
    this.#id = id;
  }

  begin = () => beginIdempotent(this.#db, this.#id, this.#token);
  renew = () => renewIdempotent(this.#db, this.#id, this.#token);
  release = () => releaseIdempotent(this.#db, this.#id, this.#token);

  /**
   * Records the response in the transaction of its work. @throws AppError IDEMPOTENCY_IN_PROGRESS when this request
   * stalled so long that another one took the key: then the transaction must not commit.
   */
  async record({ status, location, body }: Answer, db: Db | Tx = this.#db): Promise<void> {
    const answer = {
      requestHash: this.requestHash,
      responseStatus: status,
      responseLocation: location,
      responseBody: body,
    };
    if (!(await completeIdempotent(db, this.#id, this.#token, answer))) throw inProgress();
    this.recorded = true;
  }
}

const inProgress = (): AppError =>
  new AppError(
    'IDEMPOTENCY_IN_PROGRESS',
    'A request with this Idempotency-Key is still running. Try again in a moment.',
    {
      retryable: true,
    },
  );

/**
 * `Idempotency-Key`: the first request with a key does the work, repeats get its response. Successful responses and
 * permanent refusals are recorded with a hash of the request; anything else frees the key.
 */
export const idempotency = ({ db, limits }: Pick<Deps, 'db' | 'limits'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined) return next();
    if (!ACCEPTED.test(key)) {
      throw new AppError('MALFORMED_REQUEST', 'Idempotency-Key must be 1 to 255 printable ASCII characters.');
    }
    const request = new IdempotentRequest(db, { accountId: c.get('principal').accountId, key });
    const started = await request.begin();
    if (started.state === 'in_progress') throw inProgress();
    if (started.state === 'completed') return replay(c, started.answer, limits.maxUploadBytes);
    c.set('idempotent', request);
    const renewal = setInterval(() => {
      request.renew().catch((err: unknown) => c.get('logger').warn({ err }, 'could not renew an idempotency key'));
    }, RENEW_MS);
    try {
      if (isJson(c.env.incoming)) {
        const body = await readBody(c.env.incoming);
        c.set('body', body);
        request.requestHash = hashRequest(c.req.method, c.req.path, createHash('sha256').update(body).digest('hex'));
      }
      await next();
    } finally {
      clearInterval(renewal);
      await settle(c, request);
    }
    return undefined;
  });

/** Records the response or frees the key. A failure here must not change the response. */
async function settle(c: AppContext, request: IdempotentRequest): Promise<void> {
  if (request.recorded) return;
  try {
    const status = c.finalized ? c.res.status : 500;
    const lasting = status < 300 || (LASTING_REFUSALS.has(status) && request.requestHash !== null);
    if (!lasting) return await request.release();
    const location = c.res.headers.get('location');
    await request.record({ status, location, body: await c.res.clone().text() });
  } catch (err) {
    c.get('logger').warn({ err }, 'could not record or free an idempotency key');
  }
}

/** The recorded response, if this request is the same; its body is read only to compare it. */
async function replay(c: AppContext, answer: RecordedAnswer, maxFileBytes: number): Promise<Response> {
  const sent = await hashOf(c, maxFileBytes);
  if (answer.requestHash !== sent) {
    throw new AppError(
      'IDEMPOTENCY_MISMATCH',
      'This Idempotency-Key was already used for a different request. Use a new key.',
    );
  }
  c.header('Idempotency-Replayed', 'true');
  if (answer.responseLocation) c.header('Location', answer.responseLocation);
  c.header('Content-Type', answer.responseStatus < 400 ? 'application/json' : 'application/problem+json');
  return c.body(answer.responseBody, answer.responseStatus as 200);
}

async function hashOf(c: AppContext, maxFileBytes: number): Promise<string> {
  const { incoming } = c.env;
  const { method, path } = c.req;
  if (isJson(incoming)) {
    const body = await readBody(incoming);
    return hashRequest(method, path, createHash('sha256').update(body).digest('hex'));
  }
  const { fields, file } = await readForm(incoming, {
    maxFileBytes,
    onFile: async ({ content }) => {
      const hash = createHash('sha256');
      for await (const chunk of content) hash.update(chunk);
      return hash.digest('hex');
    },
  });
  return hashForm(method, path, fields, file);
}
