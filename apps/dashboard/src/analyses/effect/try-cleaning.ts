import type { AnalysisReport, TrimmedReport } from '@sluice/client';
import { isSluiceError } from '@sluice/client';
import { api } from '../../api.ts';
import type { Values } from '../parameters/schema.ts';

/** Up to this size a worker answers while the request waits, unless the installation has another limit. */
const SMALL_BYTES = 1024 * 1024;

export interface Trial {
  readonly docId: string;
  /** Null if unknown. */
  readonly fileBytes: number | null;
  readonly parameters: Values;
  readonly signal: AbortSignal;
  /** Reports the progress of a large file: 0 to 100. */
  readonly onPercent: (percent: number) => void;
}

/**
 * Tries a cleaning on the whole file and returns its report. The analysis is deleted afterwards, unless the page is closed, or it is
 * that of a small file and is aborted or takes too long: then retention deletes it.
 * @throws SluiceError, or the signal's reason if it was aborted
 */
export async function tryCleaning(trial: Trial): Promise<AnalysisReport | TrimmedReport> {
  if (trial.fileBytes === null || trial.fileBytes <= SMALL_BYTES) {
    try {
      return await tryNow(trial);
    } catch (error) {
      if (!isSluiceError(error) || !['FILE_TOO_LARGE', 'WORKER_TIMEOUT'].includes(error.code)) throw error;
    }
  }
  return tryAsJob(trial);
}

const bodyOf = ({ docId, parameters }: Trial) =>
  ({ tool: 'clean-my-data', doc_id: docId, parameters, artifacts: [], upload_to_s3: false }) as never;

const remove = (analysisId: string) => api.send('DELETE', `/api/v1/analyses/${analysisId}`);

async function tryNow(trial: Trial): Promise<AnalysisReport> {
  const { data } = await api.POST('/api/v1/analyses/sync', { body: bodyOf(trial), signal: trial.signal });
  await remove(data.analysis_id);
  return data.report;
}

async function tryAsJob(trial: Trial): Promise<AnalysisReport | TrimmedReport> {
  const { signal, onPercent } = trial;
  signal.throwIfAborted();
  onPercent(0);
  const { analysis_id: analysisId } = (await api.POST('/api/v1/analyses', { body: bodyOf(trial) })).data;
  const params = { path: { analysisId } };
  // A page that closes cannot wait for the analysis to end, so it only cancels it.
  const cancelAtOnce = () =>
    void fetch(`/api/v1/analyses/${analysisId}/cancel`, { method: 'POST', keepalive: true }).catch(() => {});
  window.addEventListener('pagehide', cancelAtOnce);
  try {
    await api.watch('analysis', analysisId, { signal, onProgress: ({ percent }) => onPercent(percent) });
    return (await api.GET('/api/v1/analyses/{analysisId}/report', { params })).data.report;
  } finally {
    window.removeEventListener('pagehide', cancelAtOnce);
    if (signal.aborted) {
      await api.POST('/api/v1/analyses/{analysisId}/cancel', { params }).catch(() => {});
      await api.watch('analysis', analysisId);
    }
    await remove(analysisId);
  }
}
