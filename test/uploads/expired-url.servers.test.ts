import { expect, it } from 'vitest';
import { call, useSuite, waitFor } from '../harness/index.ts';
import { ask, putSingle, table } from './support/requests.ts';

const suite = useSuite({ api: { UPLOAD_URL_TTL_SECONDS: '1' } });

it('S3 refuses an expired URL, and a new request returns one that works', async () => {
  const content = table();
  const first = await ask(suite, content);
  const refused = await waitFor('the URL expires', async () => {
    if (Date.now() < Date.parse(first.json.s3_url_expires_at)) return undefined;
    const answer = await putSingle(first, content);
    return answer.status === 403 ? answer : undefined;
  });
  expect(refused.text).toContain('<Code>');
  for (const request of [() => ask(suite, content), () => call(suite, `GET /api/v1/upload/${first.json.doc_id}`)]) {
    await waitFor('a URL that works', async () => {
      const again = await request();
      expect(again.status).toBe(200);
      expect(again.json.doc_id).toBe(first.json.doc_id);
      const { status } = await putSingle(again, content);
      // On a busy machine a second may be too short.
      if (status === 403 && Date.now() >= Date.parse(again.json.s3_url_expires_at)) return undefined;
      expect(status).toBe(200);
      return true;
    });
  }
});
