import { createSluiceClient, type ImporterName, type SluiceClient } from '@sluice/client';
import { type AnalysisCalls, analysisCalls } from './analyses.ts';
import { type ImportCalls, importCalls } from './imports.ts';
import { type UploadCalls, uploadCalls } from './uploads.ts';

/** The product's own client, and the calls that many suites make in one line. */
export interface Client extends SluiceClient {
  readonly token: string;
  readonly imports: ImportCalls;
  readonly analyses: AnalysisCalls;
  readonly uploads: UploadCalls;
}

export interface ClientOptions {
  readonly url: string;
  readonly token: string;
  /** Of `imports`. */
  readonly importer?: ImporterName | undefined;
}

/** A client for one account. It never retries by itself: a test sees every answer. */
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
