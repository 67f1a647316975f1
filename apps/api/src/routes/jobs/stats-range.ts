import { AppError } from '@sluice/core';

const SECOND_MS = 1_000;
const DEFAULT_RANGE_MS = 24 * 3_600 * SECOND_MS;
export const MAX_BUCKETS = 200;
/** Buckets that people read easily: 1, 5 and 15 minutes, 1 and 6 hours, a day, a week, four weeks. */
const READABLE_SECONDS = [60, 300, 900, 3_600, 21_600, 86_400, 604_800, 2_419_200];
/** More would be thinner than a bar can be. */
const READABLE_BUCKETS = 100;

export interface StatsTimes {
  readonly from: Date;
  readonly to: Date;
  readonly bucketSeconds: number;
  readonly buckets: number;
}

const wrong = (field: string, message: string): AppError =>
  new AppError('VALIDATION_FAILED', 'There are no statistics of that time.', {
    fields: [{ field, code: 'invalid', message }],
  });

/**
 * The times that statistics are about: a day until now unless said otherwise, cut into at most 200 buckets. It begins at
 * a whole bucket of UTC, so that the bars of a chart stay where they are while time goes on.
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
  if (seconds <= 0) throw wrong('from', 'is not before `to`');
  const bucketSeconds = bucket ?? READABLE_SECONDS.find((size) => seconds / size <= READABLE_BUCKETS);
  if (bucketSeconds === undefined) throw wrong('from', 'is too long before `to`');
  const size = bucketSeconds * SECOND_MS;
  const from = new Date(Math.floor(begin.getTime() / size) * size);
  const buckets = Math.ceil((to.getTime() - from.getTime()) / size);
  if (buckets > MAX_BUCKETS) throw wrong('bucket', `makes ${buckets} buckets; there are ${MAX_BUCKETS} at most`);
  return { from, to, bucketSeconds, buckets };
}
