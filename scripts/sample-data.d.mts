/** Why a row is bad: the error code that Sluice reports for it. */
export type BadKind =
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'NOT_IN_LIST'
  | 'DATE_INVALID'
  | 'NOT_BOOLEAN'
  | 'NOT_JSON'
  | 'RANGE'
  | 'DUPLICATE_IN_FILE'
  | 'DATE_ORDER_UNKNOWN';

export interface SampleOptions {
  readonly path: string;
  readonly rows: number;
  /** Default: 42. */
  readonly seed?: number;
  /** Share of bad rows, from 0 to 1. Default: 0.02. */
  readonly badRate?: number;
  /** The reasons, used in turn. Default: all but DATE_ORDER_UNKNOWN, which makes a reader look at every date first. */
  readonly kinds?: readonly BadKind[];
}

export interface Sample {
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  readonly bytes: number;
  readonly byCode: Readonly<Partial<Record<BadKind, number>>>;
}

/**
 * Writes a CSV file of assets, reproducible from its arguments, of which exactly `rows * badRate` rows are bad, each for
 * one reason. Of duplicate rows the first is good and later ones are bad.
 */
export function writeSample(options: SampleOptions): Promise<Sample>;
