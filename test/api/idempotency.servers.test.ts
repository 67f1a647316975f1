import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { type Answer, call, form, signToken, useSuite, waitFor } from '../harness/index.ts';
import { aDocument, objects, rows } from '../harness/rows.ts';

const suite = useSuite({ api: { MAX_UPLOAD_BYTES: '3000000' } });
const path = 'POST /api/v1/assets/bulk';

const keyed = (key: string) => ({ 'Idempotency-Key': key });
const jobsOf = (account: string) =>
  rows<{ id: string }>(suite.stack, sql`select id from bulk_import_jobs where account_id = ${account}`);
const keyOf = async (key: string) => {
  const found = await rows<Record<string, unknown>>(
    suite.stack,
    sql`select * from idempotency_keys where \`key\` = ${key}`,
  );
  return found[0];
};

describe('ten concurrent POSTs with one key', () => {
  const race = async (account: string, post: (key: string) => Promise<Answer>) => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(key)));
    const done = answers.filter(({ status }) => status === 202);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers) {
      if (answer.status !== 202) expect([answer.status, answer.json.code]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS']);
    }
    expect(done.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await jobsOf(account)).toHaveLength(1);
    const again = await post(key);
    expect([again.status, again.text]).toEqual([202, done[0]?.text]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(again.json.status_url);
    expect(await jobsOf(account)).toHaveLength(1);
  };

  it('create one job for a stored document', async () => {
    const docId = await aDocument(suite.stack, 'ten-json');
    await race('ten-json', (key) =>
      call(suite, path, { account: 'ten-json', headers: keyed(key), body: { doc_id: docId } }),
    );
  });

  it('create one job for a file', async () => {
    await race('ten-form', (key) =>
      call(suite, path, { account: 'ten-form', headers: keyed(key), body: form('x'.repeat(300_000)) }),
    );
    expect(await suite.stack.queues.queue('imports').getJob((await jobsOf('ten-form'))[0]?.id ?? '')).toBeDefined();
  });
});

describe('a repeated key', () => {
  it('with another body, path or method is refused', async () => {
    const account = 'other-body';
    const docId = await aDocument(suite.stack, account);
    const key = randomUUID();
    const send = (request: string, body: FormData | Record<string, unknown>) =>
      call(suite, request, { account, headers: keyed(key), body });
    expect((await send(path, { doc_id: docId })).status).toBe(202);
    const others: [string, FormData | Record<string, unknown>][] = [
      [path, { doc_id: docId, dry_run: true }],
      ['POST /api/v1/contacts/bulk', { doc_id: docId }],
      ['POST /api/v1/documents', form('x')],
      [path, form('x')],
    ];
    for (const [request, body] of others) {
      const answer = await send(request, body);
      expect([answer.status, answer.json.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
    }
    expect(await jobsOf(account)).toHaveLength(1);
  });

  it('with a form is compared by fields and file in any order, and stores nothing', async () => {
    const account = 'form-again';
    const key = randomUUID();
    const send = (body: FormData) => call(suite, path, { account, headers: keyed(key), body });
    const first = await send(form('name\nx\n', { before: { dry_run: 'true' }, after: { on_invalid: 'abort' } }));
    expect(first.status).toBe(202);
    const stored = (await objects(suite.stack)).length;
    const same = await send(form('name\nx\n', { before: { on_invalid: 'abort' }, after: { dry_run: 'true' } }));
    expect([same.status, same.text]).toEqual([202, first.text]);
    for (const other of [form('name\ny\n', { before: { dry_run: 'true', on_invalid: 'abort' } }), form('name\nx\n')]) {
      expect((await send(other)).json.code).toBe('IDEMPOTENCY_MISMATCH');
    }
    const tooLarge = await send(form('x'.repeat(3_000_001)));
    expect(tooLarge.status).toBe(413);
    expect((await objects(suite.stack)).length).toBe(stored);
    expect(await rows(suite.stack, sql`select 1 from documents where account_id = ${account}`)).toHaveLength(1);
  });

  it('of another account is a different request', async () => {
    const key = randomUUID();
    const [one, two] = await Promise.all(
      ['left', 'right'].map((account) => call(suite, path, { account, headers: keyed(key), body: form('same') })),
    );
    expect([one?.status, two?.status]).toEqual([202, 202]);
    expect(one?.json.job_id).not.toBe(two?.json.job_id);
  });

  it('works for documents and previews too', async () => {
    const headers = keyed(randomUUID());
    const first = await call(suite, 'POST /api/v1/documents', { account: 'doc', headers, body: form('d') });
    const again = await call(suite, 'POST /api/v1/documents', { account: 'doc', headers, body: form('d') });
    // Without the key the second response would be 200, because the account has the file.
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);
  });
});

describe('a refused request', () => {
  it('is recorded if it would be refused again', async () => {
    const account = 'refused';
    const headers = keyed(randomUUID());
    const first = await call(suite, path, { account, headers, body: { doc_id: 'x' } });
    const again = await call(suite, path, { account, headers, body: { doc_id: 'x' } });
    expect(first.status).toBe(422);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('content-type')).toBe('application/problem+json');
    const late = keyed(randomUUID());
    for (const replayed of [null, 'true']) {
      const answer = await call(suite, path, { account, headers: late, body: form('x', { after: { dry_run: '?' } }) });
      expect([answer.status, answer.json.code]).toEqual([422, 'VALIDATION_FAILED']);
      expect(answer.headers.get('idempotency-replayed')).toBe(replayed);
    }
  });

  it('frees the key if it may succeed later', async () => {
    const account = 'freed';
    const docId = await aDocument(suite.stack, account);
    const key = randomUUID();
    const headers = keyed(key);
    expect((await call(suite, path, { account, headers, body: { doc_id: randomUUID() } })).status).toBe(404);
    expect((await call(suite, path, { account, headers, role: 'viewer', body: { doc_id: docId } })).status).toBe(403);
    expect((await call(suite, path, { account, headers, body: form('x'.repeat(3_000_001)) })).status).toBe(413);
    expect((await call(suite, path, { account, headers, body: 'x' })).status).toBe(415);
    // Refused before the whole body was read, so there is no request hash to record.
    expect((await call(suite, path, { account, headers, body: form('') })).json.code).toBe('FILE_EMPTY');
    expect(await keyOf(key)).toBeUndefined();
    expect((await call(suite, path, { account, headers, body: { doc_id: docId } })).status).toBe(202);
  });

  it('reports an invalid key', async () => {
    for (const key of ['', 'x'.repeat(256)]) {
      const answer = await call(suite, path, { headers: keyed(key), body: form('x') });
      expect([answer.status, answer.json.code]).toEqual([400, 'MALFORMED_REQUEST']);
    }
  });
});

describe('a client that disconnects', () => {
  it('frees the key, while a running request keeps it', async () => {
    const account = 'gone';
    const key = randomUUID();
    const { hostname, port } = new URL(suite.api.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        'POST /api/v1/assets/bulk HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${await signToken(account)}`,
        `Idempotency-Key: ${key}`,
        'Content-Type: multipart/form-data; boundary=B',
        'Content-Length: 900000',
        '',
        '--B',
        'Content-Disposition: form-data; name="file"; filename="a.csv"',
        '',
        'half',
      ].join('\r\n'),
    );
    await waitFor('the key', async () => keyOf(key));
    const concurrent = await call(suite, path, { account, headers: keyed(key), body: form('x') });
    expect([concurrent.status, concurrent.json.code]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS']);
    expect(concurrent.headers.get('retry-after')).toBe('1');
    socket.destroy();
    await waitFor('its release', async () => ((await keyOf(key)) ? undefined : true));
    expect((await call(suite, path, { account, headers: keyed(key), body: form('x') })).status).toBe(202);
    expect(await jobsOf(account)).toHaveLength(1);
  });
});
