/** What of the rows is asked for, as it stands in the address. */
export interface RowsAsked {
  readonly import?: string;
  readonly column?: string;
  readonly value?: string;
  readonly q?: string;
  readonly sort?: string;
  readonly cursor?: string;
  /** The cursor leads toward the beginning. */
  readonly back?: string;
}

/** Rows on a page. */
export const LIMIT = 50;

/** The query of one page. A value of the first column of the key is looked up in its index. */
export function queryOf(asked: RowsAsked, key: readonly string[]): Record<string, string | number> {
  const { column, value, cursor } = asked;
  const prefix = column !== undefined && column === key[0] ? 'key' : 'column';
  return {
    limit: LIMIT,
    sort: asked.sort === '-key' ? '-key' : 'key',
    ...(asked.import ? { import_id: asked.import } : {}),
    ...(asked.q ? { q: asked.q } : {}),
    ...(column && value ? { [`${prefix}.${column}`]: value } : {}),
    ...(cursor ? { cursor } : {}),
  };
}
