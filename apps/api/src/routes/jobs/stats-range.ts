import { AppError, formatCount } from '@sluice/core';

const SECOND_MS = 1_000;
const DEFAULT_RANGE_MS = 24 * 3_600 * SECOND_MS;
export const MAX_BUCKETS = 200;
/** Readable bucket sizes: 1, 5 and 15 minutes, 1 and 6 hours, a day, a week, four weeks. */
const READABLE_SECONDS = [60, 300, 900, 3_600, 21_600, 86_400, 604_800, 2_419_200];
/** More buckets would make bars too thin to see. */
const READABLE_BUCKETS = 100;

export interface StatsTimes {
  readonly from: Date;
  readonly to: Date;
  readonly bucketSeconds: number;
  readonly buckets: number;
}

const wrong = (field: string, message: string): AppError =>
  new AppError('VALIDATION_FAILED', 'The time range is invalid; see `fields`.', {
    fields: [{ field, code: 'invalid', message }],
  });

/**
 * The time range of statistics, by default the last day, divided into at most 200 buckets. It starts on a UTC bucket
 * boundary so that the bars of a chart do not shift as time passes.
 * @throws AppError VALIDATION_FAILED
 */
export function statsTimes({
  from: asked,
  to = new Date(),
  bucket,
}: {
  from?: Date | undefined;
  to?: Date | undefined;
  bucket?: number | undefined;
}): StatsTimes {
  const begin = asked ?? new Date(to.getTime() - DEFAULT_RANGE_MS);
  const seconds = (to.getTime() - begin.getTime()) / SECOND_MS;
  if (seconds <= 0) throw wrong('from', 'must be before `to`');
  const bucketSeconds = bucket ?? READABLE_SECONDS.find((size) => seconds / size <= READABLE_BUCKETS);
  if (bucketSeconds === undefined) throw wrong('from', 'is too far before `to`');
  const size = bucketSeconds * SECOND_MS;
  const from = new Date(Math.floor(begin.getTime() / size) * size);
  const buckets = Math.ceil((to.getTime() - from.getTime()) / size);
  if (buckets > MAX_BUCKETS)
    throw wrong('bucket', `would make ${formatCount(buckets)} buckets; the limit is ${formatCount(MAX_BUCKETS)}`);
  return { from, to, bucketSeconds, buckets };
}
