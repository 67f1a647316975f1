import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, type Api, call, startApi, useSuite } from '../harness/index.ts';
import { waitFor } from '../harness/wait-for.ts';

const suite = useSuite();
const dir = mkdtempSync(path.join(os.tmpdir(), 'sluice-importers-'));
let api: Api;

const definitionOf = (name: string, title: string): string => `name: ${name}
title: ${title}
target: { table: assets, manage: existing, account: account_id, stamps: { import: import_job_id } }
schema:
  primaryKey: [identifier]
  fields:
    - { name: identifier, type: string, constraints: { required: true } }
    - { name: name, type: string, constraints: { required: true } }
`;
/** Files are replaced as a whole: a definition that is half written would be wrong for a moment. */
function install(file: string, text: string): void {
  writeFileSync(path.join(dir, `.${file}`), text);
  renameSync(path.join(dir, `.${file}`), path.join(dir, file));
}

beforeAll(async () => {
  install('parts.yaml', definitionOf('folder-parts', 'Parts'));
  install('broken.yaml', definitionOf('folder-broken', 'Broken').replace('type: string', 'type: text'));
  install('notes.txt', 'not a definition');
  api = await startApi({ ...suite.stack, env: { IMPORTERS_DIR: dir, IMPORTERS_DIR_CHECK_MS: '50' } });
});
afterAll(async () => {
  await api?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const list = async (role: 'member' | 'operator' = 'operator') =>
  (await call({ api }, 'GET /api/v1/importers?archived=true', { role })).json;
const until = (what: string, accept: (answer: Answer) => boolean, name = 'folder-parts'): Promise<Answer> =>
  waitFor(what, async () => {
    const answer = await call({ api }, `GET /api/v1/importers/${name}`);
    return accept(answer) ? answer : undefined;
  });

it('are installed for all accounts when the API starts, and one that is wrong stops no other', async () => {
  const { items, folder_problems: problems } = await list();
  expect(items).toContainEqual(
    expect.objectContaining({ name: 'folder-parts', title: 'Parts', scope: 'all', origin: 'folder', version: 1 }),
  );
  expect(problems).toEqual([
    { file: 'broken.yaml', problems: [expect.objectContaining({ field: 'schema.fields[0].type', line: 7 })] },
  ]);
  expect((await list('member')).folder_problems).toEqual([]);
});

it('follow their files while the API runs', async () => {
  install('parts.yaml', definitionOf('folder-parts', 'All parts'));
  const changed = await until('the new version', ({ json }) => json.title === 'All parts');
  expect(changed.json).toMatchObject({ version: 2, definition: { title: 'All parts' } });
  install('broken.yaml', definitionOf('folder-broken', 'Mended'));
  await until('the mended definition', ({ status }) => status === 200, 'folder-broken');
  await waitFor('no more problems', async () => (await list()).folder_problems.length === 0 || undefined);
  rmSync(path.join(dir, 'parts.yaml'));
  await until('its archive', ({ json }) => json.archived_at !== null);
  install('parts.yaml', definitionOf('folder-parts', 'All parts'));
  const back = await until('its return', ({ json }) => json.archived_at === null);
  expect(back.json.version).toBe(2);
});

it('are not changed from elsewhere, and take no name of another importer', async () => {
  const saved = await call({ api }, 'POST /api/v1/importers', {
    ...{ role: 'operator', headers: { 'content-type': 'application/yaml' } },
    body: definitionOf('folder-parts', 'From elsewhere'),
  });
  expect(saved.json).toMatchObject({ code: 'INVALID_STATE', detail: expect.stringContaining('IMPORTERS_DIR') });
  const archived = await call({ api }, 'DELETE /api/v1/importers/folder-parts', { role: 'operator' });
  expect(archived.json.code).toBe('INVALID_STATE');
  install('taken.json', JSON.stringify({ name: 'assets', target: { table: 'x' } }));
  install('twice.yaml', definitionOf('folder-parts', 'Twice'));
  const problems = await waitFor('both problems', async () => {
    const found = (await list()).folder_problems;
    return found.length === 2 ? found : undefined;
  });
  expect(problems).toMatchObject([
    { file: 'taken.json', problems: [{ code: 'REQUIRED' }, { code: 'REQUIRED' }] },
    {
      file: 'twice.yaml',
      problems: [{ code: 'DUPLICATE', message: 'parts.yaml already defines the importer folder-parts.' }],
    },
  ]);
});

it('name the folder if it cannot be read, and leave the importers as they are', async () => {
  rmSync(dir, { recursive: true });
  const problems = await waitFor('the folder', async () => {
    const found = (await list()).folder_problems;
    return found[0]?.file === dir ? found : undefined;
  });
  expect(problems).toHaveLength(1);
  expect((await call({ api }, 'GET /api/v1/importers/folder-parts')).json.archived_at).toBeNull();
});
