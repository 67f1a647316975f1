import { type ImporterSaved, isSluiceError, type SluiceError } from '@sluice/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import type { TextFormat } from './edit-text.ts';
import { useSettled } from './use-settled.ts';

export type Scope = ImporterSaved['scope'];
export type Problem = SluiceError['fields'][number];

export interface Definition {
  readonly text: string;
  readonly format: TextFormat;
  readonly scope: Scope;
  /** The version that was changed, 0 for a new importer. Absent: whichever is the newest. */
  readonly basedOn?: number;
}

/** Stores a definition, or only checks it. @throws SluiceError */
export async function saveImporter(
  { text, format, scope, basedOn }: Definition,
  dryRun: boolean,
  signal?: AbortSignal,
) {
  const response = await api.send('POST', '/api/v1/importers', {
    body: text,
    headers: { 'content-type': format === 'json' ? 'application/json' : 'application/yaml' },
    query: { dry_run: String(dryRun), scope, based_on: basedOn },
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as ImporterSaved;
}

export interface Check {
  /** Why the definition cannot be stored. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The version that it would be; undefined while there are problems. */
  readonly version: number | undefined;
}

/** What keeps a definition from being stored, as the server says once typing pauses. */
export function useCheck({ text, format, scope }: Definition) {
  const settled = useSettled(text);
  const query = useQuery({
    queryKey: ['importers', 'check', scope, format, settled],
    queryFn: async ({ signal }): Promise<Check> => {
      try {
        const { warnings, version } = await saveImporter({ text: settled, format, scope }, true, signal);
        return { problems: [], warnings, version };
      } catch (error) {
        const problems = isSluiceError(error) && error.code === 'VALIDATION_FAILED' ? error.fields : [];
        if (problems.length === 0) throw error;
        return { problems, warnings: [], version: undefined };
      }
    },
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const isCurrent = settled === text && !query.isPlaceholderData && !query.isFetching;
  return { check: query.data, error: query.error, refetch: query.refetch, isCurrent, checkedText: settled };
}
