import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Options of an import as api.md names them. */
export type ImportFields = Readonly<Record<string, string | boolean | Readonly<Record<string, string | null>>>>;

export interface RowError {
  readonly row: number;
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly value: string | null;
  readonly error: string;
}

export interface ImportStatus {
  readonly job_id: string;
  readonly status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelling' | 'cancelled';
  readonly doc_id: string;
  readonly total_rows: number | null;
  readonly processed_rows: number;
  readonly successful_rows: number;
  readonly failed_rows: number;
  readonly skipped_rows: number;
  readonly inserted_rows: number;
  readonly updated_rows: number;
  readonly percent: number | null;
  readonly attempt: number;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly errors: readonly RowError[];
  readonly downloads: readonly { readonly format: string; readonly status: string; readonly content: string }[];
  readonly trace_id: string;
}

export interface Accepted {
  readonly status: 'accepted';
  readonly job_id: string;
  readonly doc_id: string;
  readonly status_url: string;
  readonly events_url: string;
  readonly trace_id: string;
}

export interface StoredDocument {
  readonly doc_id: string;
  readonly status: string;
  readonly doc_name: string;
  readonly doc_hash_256: string;
  readonly file_size: number;
}

/** An answer that was not the expected one, with the problem that its body told. */
export class HttpError extends Error {
  readonly status: number;
  readonly body: string;
  constructor(what: string, status: number, body: string) {
    super(`${what}: ${status} ${body.slice(0, 2_000)}`);
    this.status = status;
    this.body = body;
  }
}

export type ImportFile = string | Uint8Array;
type Call = { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal };

/** A file name in `path`, or bytes that get the name `import.csv`. */
async function form(file: ImportFile, fields: ImportFields, name?: string): Promise<FormData> {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) {
    data.append(key, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const blob = typeof file === 'string' ? await openAsBlob(file) : new Blob([new Uint8Array(file)]);
  data.append('file', blob, name ?? (typeof file === 'string' ? basename(file) : 'import.csv'));
  return data;
}

export type Client = ReturnType<typeof createClient>;

/** The calls that the end-to-end suites make, for one account and one importer. */
export function createClient({ url, token, importer = 'assets' }: { url: string; token: string; importer?: string }) {
  const bulk = `/api/v1/${importer}/bulk`;

  /** Any call; redirects are not followed. A plain object is sent as JSON. */
  const send = (method: string, path: string, { body, headers, signal }: Call = {}): Promise<Response> => {
    const isForm = body instanceof FormData;
    return fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  };
  const json = async <T>(method: string, path: string, status: number, call: Call = {}): Promise<T> => {
    const response = await send(method, path, call);
    const text = await response.text();
    if (response.status !== status) throw new HttpError(`${method} ${path}`, response.status, text);
    return JSON.parse(text) as T;
  };
  const getImport = (id: string) => json<ImportStatus>('GET', `${bulk}/${id}`, 200);

  return {
    url,
    token,
    send,
    getImport,
    uploadDocument: async (file: ImportFile, name?: string) => {
      const response = await send('POST', '/api/v1/documents', { body: await form(file, {}, name) });
      const text = await response.text();
      if (!response.ok) throw new HttpError('POST /api/v1/documents', response.status, text);
      return JSON.parse(text) as StoredDocument;
    },
    /** Uploads bytes or the file of that path and starts its import. */
    postImport: async (file: ImportFile, fields: ImportFields = {}, headers: Record<string, string> = {}) =>
      json<Accepted>('POST', bulk, 202, { body: await form(file, fields), headers }),
    /** Starts an import of a stored document. */
    importDocument: (docId: string, fields: ImportFields = {}, headers: Record<string, string> = {}) =>
      json<Accepted>('POST', bulk, 202, { body: { doc_id: docId, ...fields }, headers }),
    /** Asks until `until` says yes (or the import is final); a call that fails is asked again. */
    waitForImport: async (
      id: string,
      until: (status: ImportStatus) => boolean = () => false,
      timeoutMs = 120_000,
    ): Promise<ImportStatus> => {
      const deadline = Date.now() + timeoutMs;
      let last: unknown;
      while (Date.now() < deadline) {
        try {
          const status = await getImport(id);
          last = status;
          if (until(status) || ['completed', 'failed', 'cancelled'].includes(status.status)) return status;
        } catch (error) {
          last = error;
        }
        await delay(50);
      }
      throw new Error(`import ${id} did not come to its end in ${timeoutMs} ms; last: ${JSON.stringify(last)} ${last}`);
    },
    /** Every row error, page by page. */
    errors: async (id: string, limit = 100): Promise<RowError[]> => {
      const all: RowError[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query: string = `limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
        const page: { items: RowError[]; next_cursor: string | null } = await json(
          'GET',
          `${bulk}/${id}/errors?${query}`,
          200,
        );
        all.push(...page.items);
        cursor = page.next_cursor;
      }
      return all;
    },
    /** The bytes of a result file, asked for until it has been made. */
    results: async (id: string, format: 'csv' | 'xlsx' | 'json' = 'csv', timeoutMs = 60_000): Promise<Buffer> => {
      const path = `${bulk}/${id}/results?format=${format}`;
      for (const deadline = Date.now() + timeoutMs; ; await delay(200)) {
        const response = await send('GET', path);
        if (response.status === 302) {
          const file = await fetch(response.headers.get('location') ?? '');
          if (!file.ok) throw new HttpError(`result file of ${id}`, file.status, await file.text());
          return Buffer.from(await file.arrayBuffer());
        }
        const text = await response.text();
        if (response.status !== 202 || Date.now() > deadline) {
          throw new HttpError(`GET ${path}`, response.status, text);
        }
      }
    },
    cancel: (id: string) =>
      json<{ job_id: string; status: ImportStatus['status'] }>('POST', `${bulk}/${id}/cancel`, 202),
    retry: (id: string) => json<Accepted>('POST', `${bulk}/${id}/retry`, 202),
  };
}
