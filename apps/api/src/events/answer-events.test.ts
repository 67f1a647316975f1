import { AppError } from '@sluice/core';
import type { AnalysisProgress } from '@sluice/db/analyses';
import type { ImportProgress } from '@sluice/db/imports';
import { expect, it, vi } from 'vitest';
import type { AppContext, Deps } from '../context.ts';
import { analysisEventId, answerEvents, importEventId, isLastEvent, type Watched } from './answer-events.ts';

const state = { attempt: 1, totalRows: 10, checkedRows: 0, processedRows: 5, status: 'processing' } as ImportProgress;

it('the event ID of an import changes exactly when its state changes', () => {
  const changes: Partial<ImportProgress>[] = [
    { attempt: 2 },
    { totalRows: null },
    { totalRows: 11 },
    { checkedRows: 1 },
    { processedRows: 6 },
    { status: 'cancelling' },
  ];
  const ids = [{}, ...changes].map((change) => importEventId({ ...state, ...change }));
  expect(new Set(ids).size).toBe(ids.length);
  expect(importEventId({ ...state })).toBe(ids[0]);
  expect(ids.every((id) => /^[\w.]+$/.test(id))).toBe(true);
});

it('the event ID of an analysis changes exactly when its state changes', () => {
  const analysis = {
    attempt: 1,
    phase: 'reading',
    percent: 10,
    totalRows: 5,
    status: 'processing',
  } as AnalysisProgress;
  const changes: Partial<AnalysisProgress>[] = [
    ...[{ attempt: 2 }, { phase: null }, { phase: 'fix types' }, { percent: 11 }, { totalRows: null }],
    { status: 'completed' },
  ];
  const ids = [{}, ...changes].map((change) => analysisEventId({ ...analysis, ...change }));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[\w.%]+$/.test(id))).toBe(true);
  expect(ids.map(isLastEvent)).toEqual([false, false, false, false, false, false, true]);
});

it('recognizes the ID of the last event of a stream', () => {
  for (const status of ['completed', 'failed', 'cancelled'] as const) {
    expect(isLastEvent(importEventId({ ...state, status }))).toBe(true);
  }
  for (const status of ['pending', 'processing', 'cancelling'] as const) {
    expect(isLastEvent(importEventId({ ...state, status }))).toBe(false);
  }
  expect(isLastEvent('')).toBe(false);
  expect(isLastEvent('xcompleted')).toBe(false);
});

it('a refused stream leaves no timer and no place behind', async () => {
  vi.useFakeTimers();
  try {
    const release = vi.fn();
    const deps = { stopping: new AbortController().signal, streams: { open: async () => release } };
    const variables = { principal: { accountId: 'a', expiresAt: new Date(Date.now() + 60_000) } };
    const c = {
      req: { method: 'GET' },
      var: variables,
      get: (name: 'principal') => variables[name],
    };
    const watcher = {
      watch() {
        throw new AppError('QUEUE_FULL', 'Too many event streams are open.');
      },
    };
    const watched = { id: 'x', state, watcher, eventId: () => '1', isFinal: () => false };
    const answer = answerEvents(
      c as unknown as AppContext,
      deps as unknown as Deps,
      undefined,
      watched as unknown as Watched<object>,
    );
    await expect(answer).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    expect(vi.getTimerCount()).toBe(0);
    expect(release).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});
