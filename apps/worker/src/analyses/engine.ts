/** One DuckDB database in a folder of its own, spilling there when its memory is used up. Closed, it leaves nothing. */
export interface Engine {
  /** Runs statements; `params` fill `?`. @throws the signal's reason when interrupted, AppError ANALYSIS_OUT_OF_MEMORY. */
  run(sql: string, params?: readonly (string | number | null)[]): Promise<void>;
  /** Rows as objects of JavaScript values: BIGINT as number (never beyond 2^53 here), DOUBLE as number, VARCHAR as string. */
  rows<T>(sql: string, params?: readonly (string | number | null)[]): Promise<T[]>;
  /** The same as arrays, in pieces, for results of any length. */
  stream(sql: string): AsyncIterable<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
}
