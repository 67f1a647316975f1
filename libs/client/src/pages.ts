export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/**
 * Every item of a list, page by page as they are consumed.
 * @param load one page; the cursor is undefined for the first
 */
export async function* pages<T>(load: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T, void, void> {
  for (let cursor: string | undefined; ; ) {
    const { items, next_cursor: next } = await load(cursor);
    yield* items;
    if (next === null) return;
    cursor = next;
  }
}
