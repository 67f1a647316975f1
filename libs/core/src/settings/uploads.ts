import { z } from 'zod';
import { setting, wholeNumber } from './setting.ts';

const MIB = 1024 * 1024;
const api = ['api'] as const;
const both = ['api', 'worker'] as const;

/** Uploads that go directly to S3. */
export const uploadSettings = z.object({
  CHUNK_THRESHOLD_BYTES: setting(wholeNumber(1, 5 * 1024 * MIB), {
    text: 'Documents above this size are uploaded in six chunks.',
    readBy: api,
    unit: 'bytes',
    default: String(64 * MIB),
  }),
  UPLOAD_URL_TTL_SECONDS: setting(wholeNumber(1, 604_800), {
    text: 'How long an upload URL is valid.',
    readBy: api,
    unit: 'seconds',
    default: '900',
  }),
  UPLOAD_VERIFY_WAIT_MS: setting(wholeNumber(0, 60_000), {
    text: 'How long `POST /upload/{docId}/complete` waits for the verification before it answers 202, still verifying.',
    readBy: api,
    unit: 'milliseconds',
    default: '10000',
  }),
});

/** What API and workers must agree on about uploads and storage servers. */
export const sharedUploadSettings = z.object({
  UPLOAD_SESSION_SECONDS: setting(wholeNumber(1, 604_800), {
    text: 'How long an idle upload session stays open. API and workers must use the same value.',
    readBy: both,
    unit: 'seconds',
    default: '3600',
  }),
  UPLOAD_LIFE_SECONDS: setting(wholeNumber(60, 31_536_000), {
    text: 'How long after its announcement an upload can still be completed, however often it is resumed; then it expires. API and workers must use the same value.',
    readBy: both,
    unit: 'seconds',
    default: '604800',
  }),
  STORAGE_STALE_SECONDS: setting(wholeNumber(1, 86_400), {
    text: 'A storage server that has not answered a probe for this long gets no new chunks.',
    readBy: both,
    unit: 'seconds',
    default: '30',
  }),
});
