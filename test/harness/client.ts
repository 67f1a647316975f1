import { createSluiceClient, type SluiceClient } from '@sluice/client';
import { type AnalysisCalls, analysisCalls } from './analyses.ts';
import { type ImportCalls, importCalls } from './imports.ts';
import { type UploadCalls, uploadCalls } from './uploads.ts';

/** The typed client of the product, and one-line helpers for what many suites do. */
export interface Client extends SluiceClient {
  readonly token: string;
  readonly imports: ImportCalls;
  readonly analyses: AnalysisCalls;
  readonly uploads: UploadCalls;
}

export interface ClientOptions {
  readonly url: string;
  readonly token: string;
  /** Importer of `imports`; `assets` by default. */
  readonly importer?: string | undefined;
}

/** A client for one account. It never retries: a test sees every response. */
export function createClient({ url, token, importer = 'assets' }: ClientOptions): Client {
  const client = createSluiceClient({ baseUrl: url, token, retry: { attempts: 1 } });
  return {
    ...client,
    token,
    imports: importCalls(client, importer),
    analyses: analysisCalls(client),
    uploads: uploadCalls(client),
  };
}
