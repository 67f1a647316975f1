import type { Analysis } from '@sluice/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { readReport } from './report/read-report.ts';

const POLL_MS = 2_000;

/** No event says when a delivery that is retried has finished. */
const isDelivering = (analysis: Analysis | undefined): boolean =>
  analysis?.downloads.some(({ status }) => status === 'pending') ?? false;

/** Progress says only how many warnings there are. */
const isBehind = (analysis: Analysis | undefined): boolean =>
  analysis !== undefined && analysis.warnings.length !== analysis.warning_count;

export const analysisKey = (analysisId: string) => ['analysis', analysisId] as const;

export const analysisQuery = (analysisId: string) =>
  queryOptions({
    queryKey: analysisKey(analysisId),
    queryFn: async () => (await api.GET('/api/v1/analyses/{analysisId}', { params: { path: { analysisId } } })).data,
    refetchInterval: ({ state: { data } }) => (isDelivering(data) || isBehind(data) ? POLL_MS : false),
  });

/** The report of a completed analysis; it never changes. */
export const reportQuery = (analysisId: string) =>
  queryOptions({
    queryKey: ['analysis', analysisId, 'report'],
    queryFn: async () => {
      const params = { path: { analysisId } };
      return readReport((await api.GET('/api/v1/analyses/{analysisId}/report', { params })).data.report);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const toolsQuery = queryOptions({
  queryKey: ['tools'],
  queryFn: async () => (await api.GET('/api/v1/tools')).data.items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const documentQuery = (docId: string) =>
  queryOptions({
    queryKey: ['document', docId],
    queryFn: async () => (await api.GET('/api/v1/documents/{docId}', { params: { path: { docId } } })).data,
    staleTime: 30_000,
  });
