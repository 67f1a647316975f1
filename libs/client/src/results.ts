import type { SluiceClient } from './client.ts';
import { retryAfterOf, SluiceError } from './error.ts';
import { pages } from './pages.ts';
import type { Download, ImportDeletion, ImportRowError } from './types.ts';
import { wait } from './wait.ts';

/** Identifies an import. */
export interface ImportRef {
  readonly importer: string;
  readonly id: string;
}

const MOST_PER_PAGE = 100;

/** Every row error of an import, in the order of the file, page by page as they are consumed. */
export const rowErrors = (
  client: SluiceClient,
  { importer, id }: ImportRef,
  { limit = MOST_PER_PAGE, signal }: { readonly limit?: number; readonly signal?: AbortSignal } = {},
): AsyncGenerator<ImportRowError, void, void> =>
  pages(async (cursor) => {
    const params = { path: { importer, jobId: id }, query: { limit, ...(cursor ? { cursor } : {}) } };
    const { data } = await client.GET('/api/v1/{importer}/bulk/{jobId}/errors', {
      params,
      ...(signal ? { signal } : {}),
    });
    return data;
  });

/** Every row that an import with on_absent=delete deletes, or those with one outcome, page by page as they are consumed. */
export const importDeletions = (
  client: SluiceClient,
  { importer, id }: ImportRef,
  {
    outcome,
    limit = MOST_PER_PAGE,
    signal,
  }: {
    readonly outcome?: ImportDeletion['outcome'] | undefined;
    readonly limit?: number;
    readonly signal?: AbortSignal;
  } = {},
): AsyncGenerator<ImportDeletion, void, void> =>
  pages(async (cursor) => {
    const query = { limit, ...(outcome ? { outcome } : {}), ...(cursor ? { cursor } : {}) };
    const { data } = await client.GET('/api/v1/{importer}/bulk/{jobId}/deletions', {
      params: { path: { importer, jobId: id }, query },
      ...(signal ? { signal } : {}),
    });
    return data;
  });

export interface ResultFileOptions {
  readonly format?: Download['format'];
  /** `failed`: only the records that failed, to be repaired and imported. Default: all. */
  readonly rows?: 'all' | 'failed';
  readonly signal?: AbortSignal | undefined;
  /** Called before each pause while a worker creates the file. */
  readonly onWait?: () => void;
  /** Pause between requests, in ms. Default: what the server asks for. */
  readonly pollMs?: number;
}

/**
 * The result file of a finished import: every record with its outcome, or only those that failed. All but the CSV of every record are
 * created on the first request; this waits for them. Not for browsers, which hide redirects from scripts.
 * @throws SluiceError
 */
export async function resultFile(
  client: SluiceClient,
  { importer, id }: ImportRef,
  { format = 'csv', rows = 'all', signal, onWait, pollMs }: ResultFileOptions = {},
): Promise<Download> {
  const kind = rows === 'all' ? 'import-results' : 'import-failed-rows';
  const address = `/api/v1/${importer}/bulk/${encodeURIComponent(id)}/results`;
  for (;;) {
    const response = await client.send('GET', address, { query: { format, rows }, redirect: 'manual', signal });
    await response.body?.cancel();
    if (response.status !== 202) break;
    onWait?.();
    await wait(pollMs ?? (retryAfterOf(response) ?? 2) * 1_000, signal);
  }
  const params = { path: { importer, jobId: id } };
  const { data } = await client.GET('/api/v1/{importer}/bulk/{jobId}', { params, ...(signal ? { signal } : {}) });
  const file = data.downloads.find((each) => each.kind === kind && each.format === format);
  if (!file) throw new SluiceError('NOT_FOUND', `Import ${id} has no result file.`, { status: 404 });
  return file;
}

/**
 * Opens a file whose `content` address redirects to a presigned URL, to which the token is not sent. The response may
 * be an error of the storage. Not for browsers, which follow the redirect themselves.
 * @param fromByte first byte wanted; the response has status 206 if the storage starts there
 * @throws SluiceError when the API does not redirect
 */
export async function openFile(
  client: SluiceClient,
  address: string,
  { fromByte = 0, signal }: { readonly fromByte?: number; readonly signal?: AbortSignal } = {},
): Promise<Response> {
  const response = await client.send('GET', address, { redirect: 'manual', signal });
  const link = response.headers.get('location');
  await response.body?.cancel();
  if (!link)
    throw new SluiceError('UNEXPECTED_ANSWER', `${address} did not redirect to a file.`, { status: response.status });
  const range: Record<string, string> = fromByte > 0 ? { range: `bytes=${fromByte}-` } : {};
  return fetch(link, { headers: range, ...(signal ? { signal } : {}) });
}
