// @ts-check
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @import { Random } from '../random.mjs'
 * @import { Tally } from '../tally.mjs'
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Headers} headers
 * @property {Buffer} bytes
 * @property {any} json undefined if the body is none
 *
 * @typedef {object} Call
 * @property {string} [account]
 * @property {'viewer' | 'member' | 'operator'} [role]
 * @property {unknown} [json] the body
 * @property {{ bytes: Buffer, name: string, type: string }} [file] sent as a form with `fields`
 * @property {Readonly<Record<string, string>>} [fields]
 */

const TIMEOUT_MS = 60_000;
/** Longer than any fault lasts, and than Sluice may take to get over it. */
const PATIENCE_MS = 300_000;

/** A token that the APIs accept (HS256, RFC 7515). @param {string} secret @param {string} account @param {string} role */
function tokenOf(secret, account, role) {
  const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = { sub: 'soak', account_id: account, role, iat: seconds, exp: seconds + 3_600 };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** Talks to the APIs as a patient program would: it repeats what failed, with the same idempotency key. */
export class Client {
  #random;
  #tally;
  #secret;
  #urls;

  /** @param {{ urls: readonly string[], secret: string, random: Random, tally: Tally }} options */
  constructor({ urls, secret, random, tally }) {
    this.#urls = urls;
    this.#secret = secret;
    this.#random = random;
    this.#tally = tally;
  }

  /**
   * Sends a request until it is answered with something else than "try again".
   * @param {string} request such as `GET /documents`
   * @param {Call} [call]
   * @returns {Promise<Answer>}
   * @throws Error after five minutes without such an answer
   */
  async send(request, call = {}) {
    const key = randomUUID();
    let last = '';
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
      try {
        const answer = await this.#once(request, call, key);
        const again = answer.status === 503 || answer.status === 429 || answer.json?.code === 'IDEMPOTENCY_IN_PROGRESS';
        if (!again) return answer;
        last = `${answer.status} ${answer.json?.code}`;
      } catch (error) {
        last = String(error instanceof Error ? (error.cause ?? error) : error);
        this.#tally.count('answers', 'none');
      }
      await sleep(300 + this.#random.int(0, 700));
    }
    throw new Error(`${request}: no answer within ${PATIENCE_MS / 1_000} s, last: ${last}`);
  }

  /** @param {string} request @param {Call} call @param {string} key @returns {Promise<Answer>} */
  async #once(request, { account = 'soak', role = 'member', json, file, fields }, key) {
    const [method = '', path = ''] = request.split(' ');
    const url = `${this.#random.pick(this.#urls)}/api/v1${path}`;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        authorization: `Bearer ${tokenOf(this.#secret, account, role)}`,
        ...(method === 'POST' ? { 'idempotency-key': key } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(file ? { body: formOf(file, fields) } : {}),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const { status, headers } = response;
    const isJson = /json/.test(headers.get('content-type') ?? '') && bytes.length > 0;
    const parsed = isJson ? JSON.parse(bytes.toString()) : undefined;
    this.#tally.count('answers', String(status));
    if (status >= 500) this.#tally.note(`${request}: ${status} ${bytes.toString().slice(0, 400)}`);
    // 503 says that a server is down, which it was. Nothing explains a 500.
    if (status >= 500 && status !== 503) this.#tally.problem(`${request}: ${status} ${bytes.toString().slice(0, 400)}`);
    return { status, headers, bytes, json: parsed };
  }
}

/** @param {NonNullable<Call['file']>} file @param {Readonly<Record<string, string>>} [fields] */
function formOf({ bytes, name, type }, fields = {}) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
  return form;
}

/**
 * Sends bytes to S3, or reads them, with a presigned URL. Undefined if the connection broke.
 * @param {string} url
 * @param {RequestInit} [init]
 */
export async function transfer(url, init = {}) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch {
    return undefined;
  }
}
