import { createLogger } from '@sluice/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStorage } from './create-storage.ts';
import type { Storage } from './storage.ts';
import { type AnswerProxy, startAnswerProxy, type Verdict } from './testing/answer-proxy.ts';
import { bytesOf, collect, piecesOf, sha256Of } from './testing/bytes.ts';
import { errorOf, expectNoOpenUpload, expectNothingAt } from './testing/conformance/context.ts';
import { storageFixture, testLogger } from './testing/fixture.ts';

const type = { contentType: 'text/csv' };
const direct = storageFixture();
const bytes = bytesOf(2 * direct.config.partBytes + 17, 3);
const COMPLETE = 'POST uploadId';

const xml = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>m</Message><RequestId>r</RequestId></Error>`;

let proxy: AnswerProxy;
let storage: Storage;

beforeAll(() => direct.storage.ensureBucket());
afterAll(() => direct.remove());
beforeEach(async () => {
  proxy = await startAnswerProxy(direct.config.endpoint as string);
  storage = createStorage({ ...direct.config, endpoint: proxy.endpoint, maxAttempts: 4 }, testLogger);
});
afterEach(async () => {
  storage.close();
  await proxy.close();
});

/** Replaces the first `times` responses to `operation`. */
function falsify(operation: string, verdict: Verdict, times: number): void {
  let left = times;
  proxy.judge = (asked) => {
    if (asked !== operation || left === 0) return 'pass';
    left -= 1;
    return verdict;
  };
}

const put = (at: string) => storage.putStream(at, piecesOf(bytes), type);

async function expectWhole(at: string): Promise<void> {
  expect(await put(at)).toMatchObject({ sizeBytes: bytes.length, sha256: sha256Of(bytes) });
  expect((await collect((await direct.storage.getStream(at)).body)).equals(bytes)).toBe(true);
  await expectNoOpenUpload(direct.storage, at);
}

/** Bodies that S3 may send with status 200 when completing an upload fails after the response has started. */
const errors200: [string, string][] = [
  ['an error', xml('InternalError')],
  ['an error and a line end', `${xml('InternalError')}\n`],
  ['nothing', ''],
  ['blanks', '   \n'],
  ['half a response', '<?xml version="1.0"?><CompleteMultipartUploadResult><Location>x'],
];

describe('completing a multipart upload', () => {
  it.each(errors200)('fails when the server keeps returning 200 with %s', async (_name, body) => {
    falsify(COMPLETE, { status: 200, body }, Number.POSITIVE_INFINITY);
    expect(await errorOf(put('never'))).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    await expectNothingAt(direct.storage, 'never');
  });

  it.each(errors200.slice(0, 1))('is retried after a 200 with %s', async (_name, body) => {
    falsify(COMPLETE, { status: 200, body }, 2);
    await expectWhole('again');
  });

  it('succeeds when only the response was lost', async () => {
    falsify(COMPLETE, 'lose-answer', 1);
    await expectWhole('lost');
  });

  it('succeeds when the responses to all attempts were lost', async () => {
    falsify(COMPLETE, 'lose-answer', Number.POSITIVE_INFINITY);
    await expectWhole('all-lost');
  });

  it('fails even if an older object exists under the key', async () => {
    await direct.storage.putStream('older', piecesOf(bytes), type);
    falsify(COMPLETE, { status: 500, body: xml('InternalError') }, Number.POSITIVE_INFINITY);
    expect(await errorOf(put('older'))).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    await expectNoOpenUpload(direct.storage, 'older');
  });
});

describe('a response', () => {
  it.each([
    ['SlowDown', 503],
    ['InternalError', 500],
    ['RequestTimeout', 400],
  ])('of %s (%i) is retried', async (code, status) => {
    falsify('PUT partNumber uploadId', { status, body: xml(code) }, 3);
    await expectWhole(`retried-${code}`);
  });

  it.each([
    ['AccessDenied', 403, 'STORAGE_REFUSED', false],
    ['QuotaExceeded', 403, 'STORAGE_REFUSED', false],
    ['EntityTooLarge', 400, 'STORAGE_REFUSED', false],
    ['BadDigest', 400, 'STORAGE_UNAVAILABLE', true],
    ['SlowDown', 503, 'STORAGE_UNAVAILABLE', true],
    ['InsufficientCapacity', 507, 'STORAGE_UNAVAILABLE', true],
    ['NoSuchBucket', 404, 'STORAGE_UNAVAILABLE', true],
  ])('of %s (%i) becomes %s', async (code, status, expected, retryable) => {
    falsify('PUT partNumber uploadId', { status, body: xml(code) }, Number.POSITIVE_INFINITY);
    const error = await errorOf(put('refused'));
    expect(error).toMatchObject({ code: expected, retryable, context: { name: code, status } });
    await expectNothingAt(direct.storage, 'refused');
  });

  it('that does not come from S3 becomes STORAGE_REFUSED', async () => {
    falsify('GET', { status: 403, body: '<html><body>Proxy login</body></html>' }, 1);
    expect(await errorOf(storage.getStream('any'))).toMatchObject({ code: 'STORAGE_REFUSED', retryable: false });
  });

  it('with the whole object instead of the requested range is an error', async () => {
    falsify('GET', { status: 200, body: 'whole object' }, 1);
    const error = await errorOf(storage.getStream('any', { start: 3 }));
    expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
  });

  it('that lists keys that could not be deleted is an error', async () => {
    await direct.storage.putStream('d/1', piecesOf(bytesOf(1)), type);
    const failed = '<Error><Key>d/1</Key><Code>AccessDenied</Code><Message>m</Message></Error>';
    const body = `<?xml version="1.0"?><DeleteResult>${failed}</DeleteResult>`;
    falsify('POST delete', { status: 200, body }, 1);
    expect(await errorOf(storage.deletePrefix('d/'))).toMatchObject({ code: 'STORAGE_REFUSED', retryable: false });
  });
});

describe('a new bucket on a server without support for its rules', () => {
  it.each(['PUT cors', 'PUT lifecycle'])('is created anyway, with a warning in the log (%s)', async (operation) => {
    const fresh = storageFixture();
    const lines: string[] = [];
    const logger = createLogger({ service: 'test', destination: { write: (line) => void lines.push(line) } });
    const storage = createStorage({ ...fresh.config, endpoint: proxy.endpoint }, logger);
    falsify(operation, { status: 501, body: xml('NotImplemented') }, Number.POSITIVE_INFINITY);
    await storage.ensureBucket();
    await fresh.storage.check();
    const warnings = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 40);
    expect(warnings).toMatchObject([{ bucket: fresh.config.bucket, msg: expect.stringContaining('rules') }]);
    storage.close();
    await fresh.remove();
  });
});
