import {
  type Analysis,
  type AnalysisAccepted,
  type AnalysisResult,
  type components,
  type Download,
  isFinalStatus,
  openFile,
  type SluiceClient,
} from '@sluice/client';
import { bytesOf, form } from './http.ts';
import { waitForState } from './wait-for.ts';

export type AnalysisRequest = Omit<components['schemas']['AnalysisByDocument'], 'doc_id' | 'parameters'> & {
  /** Sent as they are, valid or not. */
  readonly parameters?: Readonly<Record<string, unknown>>;
};
export type ToolName = AnalysisRequest['tool'];
export type AnalysisCalls = ReturnType<typeof analysisCalls>;

const formOf = (bytes: Uint8Array, name: string, { tool, parameters, artifacts, upload_to_s3 }: AnalysisRequest) =>
  form(bytes, {
    name,
    before: {
      tool,
      ...(parameters ? { parameters: JSON.stringify(parameters) } : {}),
      ...(artifacts ? { artifacts: JSON.stringify(artifacts) } : {}),
      ...(upload_to_s3 === undefined ? {} : { upload_to_s3: String(upload_to_s3) }),
    },
  });

/** The calls of analyses, for the account of the client. */
export function analysisCalls(client: SluiceClient) {
  const pathOf = (analysisId: string) => ({ params: { path: { analysisId } } });
  const get = async (id: string): Promise<Analysis> =>
    (await client.GET('/api/v1/analyses/{analysisId}', pathOf(id))).data;
  const sendForm = async (path: string, body: FormData) => (await client.send('POST', path, { body })).json();
  return {
    get,
    /** Uploads bytes and starts their analysis, in one request. */
    post: async (bytes: Uint8Array, name: string, request: AnalysisRequest): Promise<AnalysisAccepted> =>
      (await sendForm('/api/v1/analyses', formOf(bytes, name, request))) as AnalysisAccepted,
    /** Starts an analysis of a stored document. */
    postDocument: async (docId: string, request: AnalysisRequest): Promise<AnalysisAccepted> => {
      const body = { doc_id: docId, ...request } as components['schemas']['AnalysisByDocument'];
      return (await client.POST('/api/v1/analyses', { body })).data;
    },
    sync: async (bytes: Uint8Array, name: string, request: AnalysisRequest): Promise<AnalysisResult> =>
      (await sendForm('/api/v1/analyses/sync', formOf(bytes, name, request))) as AnalysisResult,
    /** Waits until `accept` returns true or the analysis is final. */
    wait: (id: string, accept: (state: Analysis) => boolean = () => false, timeoutMs?: number): Promise<Analysis> =>
      waitForState(
        `the end of analysis ${id}`,
        () => get(id),
        (state) => accept(state) || isFinalStatus(state.status),
        timeoutMs,
      ),
    report: async (id: string): Promise<AnalysisResult> =>
      (await client.GET('/api/v1/analyses/{analysisId}/report', pathOf(id))).data as AnalysisResult,
    downloads: async (id: string): Promise<Download[]> =>
      (await client.GET('/api/v1/analyses/{analysisId}/downloads', pathOf(id))).data.items,
    /** The bytes of a download. */
    content: async (downloadId: string): Promise<Buffer> =>
      bytesOf(await openFile(client, `/api/v1/downloads/${downloadId}/content`)),
    cancel: async (id: string) => (await client.POST('/api/v1/analyses/{analysisId}/cancel', pathOf(id))).data,
  };
}
