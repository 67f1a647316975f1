import { expect, it } from 'vitest';
import { call, form, useSuite } from '../harness/index.ts';

const suite = useSuite({ env: { PREVIEW_WAIT_MS: '60000' }, api: { MEMBERS_MAY_DEFINE: 'true' } });

const definition = {
  name: 'parts',
  target: { table: 'parts', manage: 'create' },
  schema: {
    primaryKey: ['part'],
    fields: [
      { name: 'part', type: 'string', constraints: { required: true, maxLength: 20 } },
      { name: 'state', type: 'string', constraints: { enum: ['open', 'sold'] } },
    ],
  },
  columns: { state: { synonyms: { offen: 'open' } } },
};
const TOO_OLD = 'this worker is too old for the job and leaves it to a newer one';
/** More often than an import may fail. */
const TIMES = 6;

it('leaves to newer workers what it does not know: options, importers and kinds of jobs, and says so if there is none', async () => {
  const saved = await call(suite, 'POST /api/v1/importers', { account: 'one', body: definition });
  expect([saved.status, saved.json.fields]).toEqual([201, undefined]);
  const parts = (await suite.api.client('one', 'member', 'parts')).imports;
  const assets = (await suite.api.client('one')).imports;
  const postPart = (part: string) => parts.post(Buffer.from(`part,state\n${part},offen\n`));
  const postAsset = (options = {}) => assets.post(Buffer.from('identifier,name\nA-1,one\n'), options);

  const { doc_id: docId } = await assets.upload(Buffer.from('identifier,name\nA-2,two\n'));
  const preview = (importer: string, csv: string, before = {}) =>
    call(suite, `POST /api/v1/${importer}/bulk/preview`, { account: 'one', body: form(csv, { before }) });
  const ask = () =>
    Promise.all([
      preview('parts', 'part,state\nP-9,offen\n'),
      preview('assets', 'identifier,name\nA-9,nine\n', { synonyms: '{"type": {"Gerät": "device"}}' }),
      call(suite, `POST /api/v1/documents/${docId}/reading`, { account: 'one', body: {} }),
    ]);

  const old = await suite.olderWorker(['synonyms', 'max_rows_per_second', 'preview-reading']);
  const known = await postAsset();
  expect(await assets.wait(known.job_id)).toMatchObject({ status: 'completed' });
  const waiting = [
    { imports: parts, id: (await postPart('P-1')).job_id, what: /version 1 of the importer parts/ },
    {
      ...{ imports: assets, what: /the option max_rows_per_second/ },
      id: (await postAsset({ max_rows_per_second: 500, on_duplicate: 'update' })).job_id,
    },
  ];
  const refusals = (id: string) => old.lines.filter(({ msg, job_id }) => msg === TOO_OLD && job_id === id).length;
  for (const { imports, id, what } of waiting) {
    for (let times = 1; times <= TIMES; times++) {
      await old.waitForLine(() => refusals(id) >= times);
      await suite.retryNow('imports', id);
    }
    const status = await imports.get(id);
    expect(status).toMatchObject({ status: 'pending', attempt: 0, error_code: 'WORKER_OUTDATED' });
    expect(status.error_message).toMatch(what);
  }
  expect((await ask()).map(({ status, json }) => [status, json.code])).toEqual([
    [503, 'WORKER_OUTDATED'],
    [503, 'WORKER_OUTDATED'],
    [503, 'WORKER_OUTDATED'],
  ]);
  const unwanted = await postPart('P-0');
  await parts.wait(unwanted.job_id, ({ error_code }) => error_code === 'WORKER_OUTDATED');
  await parts.cancel(unwanted.job_id);
  expect(await parts.get(unwanted.job_id)).toMatchObject({ status: 'cancelled' });

  await suite.worker();
  // The older one is asked as often.
  for (let times = 0; times < TIMES; times++)
    expect([times, ...(await ask()).map(({ status, json }) => (status === 200 ? 200 : json.detail))]).toEqual([
      times,
      200,
      200,
      200,
    ]);
  // What it has given back is not taken for the work of a worker that died.
  expect(old.lines.filter(({ msg }) => msg === 'the last worker of this job died; running it alone')).toEqual([]);
  const more = await Promise.all(Array.from({ length: 6 }, (_, at) => postPart(`P-${at + 2}`)));
  for (const { imports, id } of [...waiting, ...more.map(({ job_id: id }) => ({ imports: parts, id }))]) {
    const done = await imports.wait(id);
    expect(done).toMatchObject({ status: 'completed', attempt: 1, error_code: null, successful_rows: 1 });
  }
  const { json } = await call(suite, 'GET /api/v1/parts', { account: 'one' });
  expect(json.items.map(({ part, state }: Record<string, string>) => `${part} ${state}`)).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((number) => `P-${number} open`),
  );
});
