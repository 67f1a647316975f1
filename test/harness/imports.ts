import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import {
  type ImportAccepted,
  type ImportJob,
  type ImportOptions,
  type ImportRowError,
  isFinalStatus,
  openFile,
  resultFile,
  rowErrors,
  type SluiceClient,
  type StoredDocument,
} from '@sluice/client';
import { bytesOf, form } from './http.ts';
import { waitForState } from './wait-for.ts';

/** The path of a file, or bytes that get the name `import.csv`. */
export type ImportFile = string | Uint8Array;
export type ImportCalls = ReturnType<typeof importCalls>;

const formOf = async (file: ImportFile, fields: ImportOptions, name?: string): Promise<FormData> =>
  typeof file === 'string'
    ? form(await openAsBlob(file), { name: name ?? basename(file), before: textsOf(fields) })
    : form(file, { name: name ?? 'import.csv', before: textsOf(fields) });

/** Options as the fields of a form. */
const textsOf = (fields: ImportOptions): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );

/** The calls of one importer, for the client's account. */
export function importCalls(client: SluiceClient, importer: string) {
  const pathOf = (jobId: string) => ({ params: { path: { importer, jobId } } });
  const get = async (id: string): Promise<ImportJob> =>
    (await client.GET('/api/v1/{importer}/bulk/{jobId}', pathOf(id))).data;
  return {
    get,
    /** Stores a file without importing it. */
    upload: async (file: ImportFile, name?: string): Promise<StoredDocument> => {
      const response = await client.send('POST', '/api/v1/documents', { body: await formOf(file, {}, name) });
      return (await response.json()) as StoredDocument;
    },
    /** Uploads a file and starts its import, in one request. */
    post: async (
      file: ImportFile,
      fields: ImportOptions = {},
      headers: Record<string, string> = {},
    ): Promise<ImportAccepted> => {
      const body = await formOf(file, fields);
      return (await (
        await client.send('POST', `/api/v1/${importer}/bulk`, { body, headers })
      ).json()) as ImportAccepted;
    },
    /** Starts an import of a stored document. */
    postDocument: async (docId: string, fields: ImportOptions = {}): Promise<ImportAccepted> =>
      (
        await client.POST('/api/v1/{importer}/bulk', {
          params: { path: { importer } },
          body: { doc_id: docId, ...fields },
        })
      ).data,
    /** Waits until `accept` returns true or the import is final. */
    wait: (id: string, accept: (state: ImportJob) => boolean = () => false, timeoutMs?: number): Promise<ImportJob> =>
      waitForState(
        `the end of import ${id}`,
        () => get(id),
        (state) => accept(state) || isFinalStatus(state.status),
        timeoutMs,
      ),
    /** Every row error, read in pages of `limit`. */
    errors: async (id: string, limit?: number): Promise<ImportRowError[]> => {
      const all: ImportRowError[] = [];
      for await (const error of rowErrors(client, { importer, id }, limit ? { limit } : {})) all.push(error);
      return all;
    },
    /** The bytes of a result file, once created. */
    results: async (
      id: string,
      format: 'csv' | 'xlsx' | 'json' = 'csv',
      rows: 'all' | 'failed' = 'all',
    ): Promise<Buffer> => {
      const { content } = await resultFile(client, { importer, id }, { format, rows, pollMs: 200 });
      return bytesOf(await openFile(client, content));
    },
    cancel: async (id: string) => (await client.POST('/api/v1/{importer}/bulk/{jobId}/cancel', pathOf(id))).data,
    retry: async (id: string): Promise<ImportAccepted> =>
      (await client.POST('/api/v1/{importer}/bulk/{jobId}/retry', pathOf(id))).data,
  };
}
