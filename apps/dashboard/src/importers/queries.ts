import type { paths } from '@sluice/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

type ImporterPage = paths['/api/v1/importers']['get']['responses'][200]['content']['application/json'];

/** Every importer that the account has, and what the user may define. */
export interface ImporterList extends Pick<ImporterPage, 'may_define' | 'folder_problems'> {
  readonly items: ImporterPage['items'];
}

/** All of them, archived ones too: an account has at most 1,000. */
export const importersQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['importers', 'list', accountId],
    queryFn: async ({ signal }): Promise<ImporterList> => {
      const items: ImporterPage['items'] = [];
      let cursor: string | null = '';
      while (true) {
        const query: { limit: number; archived: 'true'; cursor?: string } = { limit: 100, archived: 'true' };
        if (cursor) query.cursor = cursor;
        const { data } = await api.GET('/api/v1/importers', { params: { query }, signal });
        items.push(...data.items);
        cursor = data.next_cursor;
        if (cursor === null) return { ...data, items };
      }
    },
  });

/** An importer with its newest definition. */
export const importerQuery = (importer: string) =>
  queryOptions({
    queryKey: ['importers', 'one', importer],
    queryFn: async ({ signal }) =>
      (await api.GET('/api/v1/importers/{importer}', { params: { path: { importer } }, signal })).data,
  });

/** One version of it, which never changes. */
export const versionQuery = (importer: string, version: number) =>
  queryOptions({
    queryKey: ['importers', 'version', importer, version],
    queryFn: async ({ signal }) => {
      const params = { path: { importer, version } };
      return (await api.GET('/api/v1/importers/{importer}/versions/{version}', { params, signal })).data;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
