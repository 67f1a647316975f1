import type { components } from '@sluice/client';
import { api } from '../api.ts';
import { LIMIT, queryOf, type RowsAsked } from './row-query.ts';

type Page = components['schemas']['RowPage'];

export interface RowsFound extends Page {
  /** The search has not reached the end and has found too little to fill a page. */
  readonly isUnfinished: boolean;
}

/** Each looks at 20,000 rows at most. */
const MOST_CALLS = 10;

/** A page of rows. Where a page of the server finds little, because no index serves the filter, the search continues. */
export async function readRows(
  importer: string,
  asked: RowsAsked,
  { key, signal }: { readonly key: readonly string[]; readonly signal: AbortSignal },
): Promise<RowsFound> {
  const onward = asked.back ? 'previous_cursor' : 'next_cursor';
  let found: Page | undefined;
  for (let calls = 0; calls < MOST_CALLS; calls++) {
    const cursor = found?.[onward] ?? asked.cursor;
    const query = queryOf({ ...asked, ...(cursor ? { cursor } : {}) }, key);
    const { data } = await api.GET('/api/v1/{importer}', { params: { path: { importer }, query }, signal });
    found = found ? joined(found, data, onward) : data;
    if (found.items.length >= LIMIT / 2 || found[onward] === null) return { ...found, isUnfinished: false };
  }
  if (!found) throw new Error('no page was read');
  return { ...found, isUnfinished: true };
}

/** Two pages that follow each other, as one. */
function joined(found: Page, further: Page, onward: 'next_cursor' | 'previous_cursor'): Page {
  const items = onward === 'next_cursor' ? [...found.items, ...further.items] : [...further.items, ...found.items];
  return { ...found, items, [onward]: further[onward] };
}
