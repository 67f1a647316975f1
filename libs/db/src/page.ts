/** One page of a list; `hasMore` says that another follows after its last item. */
export interface Page<T> {
  readonly items: T[];
  readonly hasMore: boolean;
}

/** Cuts the one row too many that a list query asks for. */
export const page = <T>(rows: T[], limit: number): Page<T> => ({
  items: rows.slice(0, limit),
  hasMore: rows.length > limit,
});
