import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Answer, type Call, type Called, call, type Stack, sha256 } from '../../harness/index.ts';

/** A table with random content. */
export function table(rows = 3): string {
  // One call for all rows: a call for each took seconds.
  const names = randomBytes(8 * rows).toString('hex');
  return `id,name\n${Array.from({ length: rows }, (_, n) => `${n},${names.slice(n * 16, n * 16 + 16)}\n`).join('')}`;
}

export interface Asked extends Omit<Call, 'body'> {
  /** Request fields besides those derived from the content; undefined omits one. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Requests an upload of `content`. */
export function ask(suite: Called, content: string | Uint8Array, { fields, ...options }: Asked = {}): Promise<Answer> {
  const body = {
    doc_name: 'rows.csv',
    doc_hash_256: sha256(content),
    file_size: Buffer.byteLength(content),
    content_type: 'text/csv',
    ...fields,
  };
  return call(suite, 'POST /api/v1/upload/request', { body, ...options });
}

export interface PutAnswer {
  readonly status: number;
  readonly text: string;
}

/** PUTs `body` to a presigned URL. */
export async function put(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): Promise<PutAnswer> {
  const response = await fetch(url, { method: 'PUT', headers, body: Buffer.from(body) });
  return { status: response.status, text: await response.text() };
}

/** PUTs `content` to the single URL of a response. */
export const putSingle = ({ json }: Answer, content: string | Uint8Array): Promise<PutAnswer> =>
  put(json.s3_presigned_url, json.required_headers, content);

/** PUTs the chunks of `content` that a response requests, or only those in `only`. */
export async function putChunks({ json }: Answer, content: string, only?: readonly number[]): Promise<void> {
  const bytes = Buffer.from(content);
  for (const { chunk_number: number, offset, size, url, required_headers: headers } of json.chunks) {
    if (url === null || (only && !only.includes(number))) continue;
    const { status, text } = await put(url, headers, bytes.subarray(offset, offset + size));
    if (status !== 200) throw new Error(`chunk ${number}: ${status} ${text}`);
  }
}

/** Lets the session and the presigned URL of an upload expire. */
export async function lapse({ db }: Pick<Stack, 'db'>, docId: string): Promise<void> {
  await db.execute(sql`update upload_sessions set expires_at = now(3) - interval 1 second where doc_id = ${docId}`);
  await db.execute(sql`update documents set s3_url_expires_at = now(3) - interval 1 second where doc_id = ${docId}`);
}
