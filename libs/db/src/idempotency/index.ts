export {
  IDEMPOTENCY_LOCK_SECONDS,
  IDEMPOTENCY_KEPT_HOURS,
  type IdempotencyKey,
  type RecordedAnswer,
  type IdempotencyState,
  beginIdempotent,
  renewIdempotent,
  completeIdempotent,
  releaseIdempotent,
  purgeIdempotencyKeys,
} from './keys.ts';
