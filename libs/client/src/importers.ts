import type { SluiceClient } from './client.ts';
import { pages } from './pages.ts';
import type { ImporterSummary } from './types.ts';

/** The importers that the account can use, by name, page by page as they are consumed. */
export const listImporters = (
  client: SluiceClient,
  { archived = false, signal }: { readonly archived?: boolean; readonly signal?: AbortSignal } = {},
): AsyncGenerator<ImporterSummary, void, void> =>
  pages(async (cursor) => {
    const query = {
      limit: 100,
      archived: archived ? ('true' as const) : ('false' as const),
      ...(cursor ? { cursor } : {}),
    };
    const { data } = await client.GET('/api/v1/importers', { params: { query }, ...(signal ? { signal } : {}) });
    return data;
  });
