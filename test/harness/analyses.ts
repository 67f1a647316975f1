import { setTimeout as delay } from 'node:timers/promises';
import { type Client, HttpError } from './client.ts';

export type ToolName = 'profile-my-data' | 'clean-my-data';

export interface AnalysisRequest {
  readonly tool: ToolName;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly artifacts?: readonly string[];
  readonly upload_to_s3?: boolean;
}

export interface AnalysisDownload {
  readonly download_id: string;
  readonly kind: string;
  readonly format: 'csv' | 'xlsx' | 'json';
  readonly file_name: string;
  readonly size_bytes: number | null;
  readonly sha256: string | null;
  readonly s3_path: string;
  readonly status: 'pending' | 'uploaded' | 'upload_failed' | 'expired';
  readonly last_error: string | null;
  readonly content: string;
}

export interface AnalysisStatus {
  readonly analysis_id: string;
  readonly doc_id: string;
  readonly tool: ToolName;
  readonly status: 'queued' | 'processing' | 'completed' | 'failed' | 'cancelling' | 'cancelled';
  readonly phase: string | null;
  readonly percent: number;
  readonly total_rows: number | null;
  readonly attempt: number;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly downloads: readonly AnalysisDownload[];
}

/** A file of an analysis as its report names it. */
export interface ReportDownload {
  readonly download_id: string;
  readonly file_name: string;
  readonly format: string;
  readonly size_bytes?: number;
  readonly s3_path?: string;
  readonly status?: string;
  readonly content_base64?: string;
}

/** The final object; the report's keys are told apart by who reads them. */
export interface FinalObject {
  readonly analysis_id: string;
  readonly tool: ToolName;
  readonly status: string;
  readonly timestamp: string;
  readonly execution_time_ms: number;
  readonly report: { readonly downloads: readonly ReportDownload[]; readonly [key: string]: unknown };
}

export interface AcceptedAnalysis {
  readonly status: 'accepted';
  readonly analysis_id: string;
  readonly doc_id: string;
  readonly status_url: string;
  readonly events_url: string;
  readonly trace_id: string;
}

const FINAL = ['completed', 'failed', 'cancelled'];
const base = '/api/v1/analyses';

function form(bytes: Uint8Array, name: string, { tool, parameters, artifacts, upload_to_s3 }: AnalysisRequest) {
  const data = new FormData();
  data.append('tool', tool);
  if (parameters) data.append('parameters', JSON.stringify(parameters));
  if (artifacts) data.append('artifacts', JSON.stringify(artifacts));
  if (upload_to_s3 !== undefined) data.append('upload_to_s3', String(upload_to_s3));
  data.append('file', new Blob([new Uint8Array(bytes)]), name);
  return data;
}

export type AnalysisClient = ReturnType<typeof analysisClient>;

/** The calls that suites of analyses make, for the account of that client. */
export function analysisClient(client: Client) {
  const json = async <T>(method: string, path: string, status: number, body?: unknown): Promise<T> => {
    const response = await client.send(method, path, { body });
    const text = await response.text();
    if (response.status !== status) throw new HttpError(`${method} ${path}`, response.status, text);
    return JSON.parse(text) as T;
  };
  const get = (id: string) => json<AnalysisStatus>('GET', `${base}/${id}`, 200);
  return {
    client,
    get,
    /** Uploads bytes and starts their analysis. */
    post: (bytes: Uint8Array, name: string, request: AnalysisRequest) =>
      json<AcceptedAnalysis>('POST', base, 202, form(bytes, name, request)),
    /** Starts an analysis of a stored document. */
    postDocument: (docId: string, request: AnalysisRequest) =>
      json<AcceptedAnalysis>('POST', base, 202, { doc_id: docId, ...request }),
    sync: (bytes: Uint8Array, name: string, request: AnalysisRequest) =>
      json<FinalObject>('POST', `${base}/sync`, 200, form(bytes, name, request)),
    /** Asks until `until` says yes (or the analysis is final); a call that fails is asked again. */
    wait: async (
      id: string,
      until: (status: AnalysisStatus) => boolean = () => false,
      timeoutMs = 120_000,
    ): Promise<AnalysisStatus> => {
      const deadline = Date.now() + timeoutMs;
      let last: unknown;
      for (; Date.now() < deadline; await delay(25)) {
        try {
          const status = await get(id);
          last = JSON.stringify(status);
          if (until(status) || FINAL.includes(status.status)) return status;
        } catch (error) {
          last = error;
        }
      }
      throw new Error(`analysis ${id} did not come to its end in ${timeoutMs} ms; last: ${last}`);
    },
    report: (id: string) => json<FinalObject>('GET', `${base}/${id}/report`, 200),
    downloads: async (id: string) =>
      (await json<{ items: AnalysisDownload[] }>('GET', `${base}/${id}/downloads`, 200)).items,
    /** The bytes of a download, by the link that its address redirects to. */
    content: async (downloadId: string): Promise<Buffer> => {
      const path = `/api/v1/downloads/${downloadId}/content`;
      const response = await client.send('GET', path);
      if (response.status !== 302) throw new HttpError(`GET ${path}`, response.status, await response.text());
      const file = await fetch(response.headers.get('location') ?? '');
      if (!file.ok) throw new HttpError(`file of ${downloadId}`, file.status, await file.text());
      return Buffer.from(await file.arrayBuffer());
    },
    cancel: (id: string) => json<{ status: AnalysisStatus['status'] }>('POST', `${base}/${id}/cancel`, 202),
  };
}
