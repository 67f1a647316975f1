export interface Group<T> {
  readonly ownerId: string;
  readonly items: readonly T[];
}

/** Groups consecutive items with the same owner. */
export async function* groups<T>(
  items: AsyncIterable<T>,
  ownerId: (item: T) => string,
): AsyncGenerator<Group<T>, undefined, undefined> {
  let group: { ownerId: string; items: T[] } | undefined;
  for await (const item of items) {
    const owner = ownerId(item);
    if (group && group.ownerId !== owner) {
      yield group;
      group = undefined;
    }
    group ??= { ownerId: owner, items: [] };
    group.items.push(item);
  }
  if (group) yield group;
  return undefined;
}

/** The same items in groups of up to `size`. */
export async function* pagesOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let page: T[] = [];
  for await (const item of items) {
    if (page.push(item) < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
