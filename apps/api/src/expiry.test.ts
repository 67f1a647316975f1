import type { ListedDocument } from '@sluice/db/documents';
import type { ListedJob } from '@sluice/db/jobs';
import { expect, it } from 'vitest';
import type { ApiEnv } from './env.ts';
import { documentExpiry, jobExpiry, keptFromEnv } from './expiry.ts';

const kept = keptFromEnv({
  ...{ RETENTION_DOCUMENTS_DAYS: 7, RETENTION_FAILED_UPLOADS_HOURS: 24, RETENTION_DOWNLOADS_DAYS: 30 },
  ...{ RETENTION_REJECTS_DAYS: 400, RETENTION_RECORDS_DAYS: 365 },
} as ApiEnv);
const document = { updatedAt: new Date('2026-01-01T00:00:00Z'), usedAt: new Date('2026-01-05T00:00:00Z') };

it.each([
  ['UPLOAD_COMPLETE', '2026-01-12T00:00:00.000Z'],
  ['UPLOAD_FAILED', '2026-01-02T00:00:00.000Z'],
  ['UPLOAD_URL_GENERATED', null],
])('a document that is %s expires at %j', (uploadStatus, expiry) => {
  expect(documentExpiry(kept, { ...document, uploadStatus } as ListedDocument)).toBe(expiry);
});

it('a finished job is kept as long as the last of its parts, and an unfinished one does not expire', () => {
  expect(jobExpiry(kept, { completedAt: new Date('2026-01-01T00:00:00Z') } as ListedJob)).toBe(
    '2027-02-05T00:00:00.000Z',
  );
  expect(jobExpiry(kept, { completedAt: null } as ListedJob)).toBeNull();
});
