import { type Analysis, isFinalStatus } from '@sluice/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { recovery } from '../connection.ts';
import { noteExpiry } from '../session/session.ts';
import { analysisKey, analysisQuery } from './queries.ts';

/** An analysis, followed until it finishes. `lost` is the error if the connection was lost while it was running. */
export function useAnalysis(analysisId: string) {
  const client = useQueryClient();
  const query = useQuery(analysisQuery(analysisId));
  const [lost, setLost] = useState<unknown>();
  const [round, setRound] = useState(0);
  const isRunning = query.data !== undefined && !isFinalStatus(query.data.status);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round reconnects
  useEffect(() => {
    if (!isRunning) return;
    const stop = new AbortController();
    const key = analysisKey(analysisId);
    setLost(undefined);
    api
      .watch('analysis', analysisId, {
        signal: stop.signal,
        onProgress: (progress) => client.setQueryData<Analysis>(key, (known) => known && { ...known, ...progress }),
      })
      .then((done) => client.setQueryData<Analysis>(key, done))
      .catch((error) => {
        if (stop.signal.aborted) return;
        noteExpiry(client, error);
        setLost(error);
      });
    return () => stop.abort();
  }, [analysisId, isRunning, client, round]);
  useEffect(() => recovery.on(() => lost !== undefined && setRound((before) => before + 1)), [lost]);
  return { ...query, lost, followAgain: () => setRound(round + 1) };
}
