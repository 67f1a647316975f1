import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '@sluice/core';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  createStack,
  JWT_SECRET,
  type Stack,
  signToken,
  startApi,
  startWorker,
  type Worker,
} from '../harness/index.ts';
import { twoSheets } from '../harness/two-sheets.ts';
import { type CliUser, cliUser, jsonLines } from './run.ts';

/** The built command against a real API and worker. */
let stack: Stack;
let api: Api;
let worker: Worker;
let user: CliUser;
beforeAll(async () => {
  stack = await createStack();
  api = await startApi({ ...stack });
  worker = await startWorker(stack.env);
  user = cliUser({ SLUICE_URL: api.url, SLUICE_TOKEN: await signToken('cli', 'operator') });
});
afterAll(async () => {
  if (user) rmSync(user.home, { recursive: true, force: true });
  await worker?.stop();
  await api?.stop();
  await stack?.close();
});

const write = (name: string, text: string): string => {
  const file = path.join(user.home, name);
  writeFileSync(file, text);
  return file;
};
const assets = (count: number, prefix: string): string =>
  `identifier,name,type\n${Array.from({ length: count }, (_, row) => `${prefix}-${row},name ${row},asset`).join('\n')}\n`;
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('importers', () => {
  const definition = `name: parts
title: Parts
target: { table: assets, manage: existing, account: account_id, stamps: { import: import_job_id } }
schema:
  primaryKey: [identifier]
  fields:
    - { name: identifier, type: string, constraints: { required: true } }
    - { name: name, type: string, constraints: { required: true } }
columns:
  identifier: { aliases: [Teil] }
`;

  it('are checked, applied, shown, used, archived and restored', async () => {
    const file = write('parts.yaml', definition);
    expect(await user.run(['importers', 'apply', file, '--dry-run'])).toMatchObject({
      ...{ code: 0, stdout: 'parts has no problems; it would be version 1. Nothing was stored.\n' },
    });
    expect((await user.run(['importers', 'apply', file])).stdout).toMatch(
      /^parts has version 1 now, for every account\./,
    );
    expect((await user.run(['importers', 'apply', file])).stdout).toBe(
      'parts is unchanged: version 1 says the same.\n',
    );
    expect((await user.run(['importers', 'list'])).stdout).toMatch(/^parts +Parts +1 +every account +api$/m);
    expect((await user.run(['importers', 'show', 'parts'])).stdout).toBe(definition);
    const csv = write('parts.csv', 'Teil,name\nT1,Pump\n');
    expect(await user.run(['import', csv, '--importer', 'parts'])).toMatchObject({ code: 0 });
    write('parts.yaml', definition.replace('title: Parts', 'title: All parts'));
    await user.run(['importers', 'apply', file, '--based-on', '1']);
    write('late.yaml', definition.replace('title: Parts', 'title: Some parts'));
    const late = await user.run(['importers', 'apply', path.join(user.home, 'late.yaml'), '--based-on', '1']);
    expect([late.code, late.stderr]).toEqual([
      1,
      expect.stringContaining('Version 2 of the importer parts was saved since'),
    ]);
    expect((await user.run(['importers', 'show', 'parts', '--versions'])).stdout).toMatch(/^ +2 .*\n +1 /m);
    expect((await user.run(['importers', 'show', 'parts', '--version', '1'])).stdout).toBe(definition);
    const packaged = await user.run(['importers', 'show', 'parts', '--format', 'datapackage']);
    expect(packaged.stderr).toMatch(/^Left out, because a Data Package has no place for it: target/m);
    write('datapackage.json', packaged.stdout);
    expect(await user.run(['importers', 'check', 'datapackage.json'])).toMatchObject({ code: 0 });
    expect((await user.run(['importers', 'show', 'parts', '--version', '1', '--format', 'yaml'])).stdout).toBe(
      definition,
    );
    expect(await user.run(['importers', 'archive', 'parts'])).toMatchObject({ code: 0 });
    const refused = await user.run(['import', csv, '--importer', 'parts']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('archived')]);
    expect(await user.run(['importers', 'restore', 'parts'])).toMatchObject({ code: 0 });
  });

  it('are inferred from a file or a table, to be edited and applied', async () => {
    const csv = write(
      'trees.csv',
      `no,height\n${Array.from({ length: 20 }, (_, at) => `T${at},${at}.5`).join('\n')}\n`,
    );
    const out = path.join(user.home, 'trees.yaml');
    const ran = await user.run(['importers', 'infer', csv, '--out', out]);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining(`sluice importers apply ${out}`) });
    expect(readFileSync(out, 'utf8')).toMatch(/^# yaml-language-server: [\s\S]*\n {2}primaryKey: \[ ?no ?\]\n/);
    expect(await user.run(['importers', 'infer', csv, '--out', out])).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('Use --force to overwrite it') },
    });
    expect(await user.run(['importers', 'check', out])).toMatchObject({ code: 0 });
    const { stdout } = await user.run(['importers', 'infer', '--table', 'assets', '--name', 'mine']);
    expect(stdout).toMatch(/^name: mine\ntarget:[ \n]+table: assets\n +manage: existing\n +account: account_id\n/m);
    expect(await user.run(['importers', 'infer'])).toMatchObject({ code: 2 });
  });

  it('that are wrong are refused with the place of every problem', async () => {
    const file = write('wrong.yaml', definition.replace('type: string', 'type: text').replace('[identifier]', '[id]'));
    const refused = await user.run(['importers', 'apply', file]);
    expect(refused.code).toBe(1);
    expect(refused.stdout.split('\n')).toEqual([
      expect.stringMatching(/wrong.yaml:5:\d+: schema.primaryKey\[0\]: .* \(UNKNOWN_FIELD\)$/),
      expect.stringMatching(/wrong.yaml:7:\d+: schema.fields\[0\].type: .* \(WRONG_VALUE\)$/),
      `2 problems in ${file}.`,
      '',
    ]);
    const unknown = await user.run(['import', file, '--importer', 'nothing']);
    expect(unknown.stderr).toContain('No importer is named nothing. There are: assets, contacts');
  });
});

describe('login and token', () => {
  it('saves URL and token for this user only, and uses them', async () => {
    const env = { SLUICE_URL: '', SLUICE_TOKEN: '' };
    const token = await signToken('kept', 'viewer');
    const login = await user.run(['login', '--url', api.url], { env, input: `${token}\n` });
    expect(login).toMatchObject({ code: 0, stdout: `Signed in at ${api.url}: viewer@kept, account kept, viewer.\n` });
    const file = path.join(user.home, '.config/sluice/config.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const who = await user.run(['--json', 'token'], { env });
    expect(JSON.parse(who.stdout)).toMatchObject({ account: 'kept', role: 'viewer', url: api.url });

    // A saved token is only used with the server it was saved for.
    const elsewhere = await user.run(['token', '--url', 'http://127.0.0.1:9'], { env });
    expect(elsewhere.code).toBe(4);
    expect(await user.run(['login', '--forget'], { env })).toMatchObject({ code: 0 });
    expect(existsSync(file)).toBe(false);
  });

  it('prompts for the token without echo', async () => {
    const env = { SLUICE_TOKEN: '', XDG_CONFIG_HOME: path.join(user.home, 'asked') };
    const token = await signToken('asked', 'viewer');
    const login = user.start(['login', '--url', api.url], { env, terminal: true, keepOpen: true });
    await login.seen(/Token: /);
    login.child.stdin?.write(`${token}\r`);
    const { code, stdout } = await login.ended;
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('account asked');
    expect(stdout).not.toContain(token.slice(0, 20));
  });

  it('does not save a rejected token', async () => {
    const env = { SLUICE_TOKEN: '' };
    const login = await user.run(['login', '--url', api.url], { env, input: 'nonsense' });
    expect(login.code).toBe(4);
    expect(existsSync(path.join(user.home, '.config/sluice/config.json'))).toBe(false);
  });

  it('creates development tokens when the secret is known', async () => {
    const made = await user.run(['token', '--account', 'dev', '--role', 'member'], { env: { JWT_SECRET } });
    const who = await user.run(['--json', 'token', '--token', made.stdout.trim()]);
    expect(JSON.parse(who.stdout)).toMatchObject({ account: 'dev', role: 'member' });
    expect((await user.run(['token', '--account', 'dev'])).code).toBe(2);
  });
});

describe('exit codes', () => {
  it.each([
    ['an unknown command', ['nope'], {}, 2],
    ['an unknown option', ['import', '--nope', 'x.csv'], {}, 2],
    ['a file that does not exist', ['upload', 'nowhere.csv'], {}, 2],
    ['a pattern that matches nothing', ['upload', 'nowhere/*.csv'], {}, 2],
    ['no token', ['errors', '0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d'], { SLUICE_TOKEN: '' }, 4],
    ['an unreachable server', ['token', '--url', 'http://127.0.0.1:9'], {}, 5],
    ['an unknown ID', ['watch', '0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d'], {}, 1],
    ['help', ['import', '--help'], {}, 0],
  ])('has the right exit code for %s', async (_what, args, env, code) => {
    const ran = await user.run(args, { env });
    expect(ran.code, ran.stderr).toBe(code);
    if (code !== 0) expect(ran.stderr).not.toMatch(/ at .*\.js:\d+/);
  });

  it('prints errors as JSON with --json', async () => {
    const ran = await user.run(['--json', 'watch', '0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { exit_code: 1 } });
    const refused = await user.run(['--json', 'storage', 'list'], {
      env: { SLUICE_TOKEN: await signToken('cli', 'viewer') },
    });
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'FORBIDDEN', status: 403, exit_code: 4 } });
    expect(refused.code).toBe(4);
  });
});

describe('upload', () => {
  it('stores files, glob matches and standard input, and sends nothing the second time', async () => {
    const text = assets(50, 'UP');
    write('up1.csv', text);
    write('up2.csv', assets(60, 'UP2'));
    const first = await user.run(['--json', 'upload', 'up?.csv']);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toBe('');
    const { items } = JSON.parse(first.stdout);
    expect(items).toMatchObject([
      { file: 'up1.csv', known: false, sha256: sha256(text), size_bytes: text.length, sent_bytes: text.length },
      { file: 'up2.csv', known: false },
    ]);
    const piped = await user.run(['upload', '-', '--name', 'again.csv'], { input: text });
    expect(piped.stdout).toMatch(new RegExp(`^${items[0].doc_id}  ${sha256(text)}`));
    expect(piped.stderr).toContain('already stored, nothing sent');

    const back = await user.run(['download', items[0].doc_id, '-o', 'back.csv']);
    expect(back, back.stderr).toMatchObject({ code: 0, stdout: 'back.csv\n' });
    expect(readFileSync(path.join(user.home, 'back.csv'), 'utf8')).toBe(text);
    expect((await user.run(['download', items[0].doc_id, '-o', 'back.csv'])).code).toBe(1);
    expect((await user.run(['download', items[0].doc_id, '-o', 'back.csv', '--force'])).code).toBe(0);
  });

  it('explains what is wrong with a file', async () => {
    write('empty.csv', '');
    const empty = await user.run(['upload', 'empty.csv']);
    expect(empty.code).toBe(1);
    expect(empty.stderr).toMatch(/Trace ID: [0-9a-f-]{36}/);
  });
});

describe('import', () => {
  const bad = 'identifier,name,type\nB-1,one,asset\nB-2,,device\nB-3,"=cmd|\u001b[31m",nonsense\n';

  it('exits with 3 when records fail', async () => {
    const file = write('bad.csv', bad);
    const ran = await user.run([
      ...['import', file, '--errors-to', 'errors.csv', '--result', 'result.csv', '--failed', 'failed.csv'],
    ]);
    expect(ran.code, ran.stderr).toBe(3);
    expect(ran.stdout).toMatch(/completed: 3 records, 1 written, 1 new, 0 updated, 0 unchanged, 0 skipped, 2 failed/);
    expect(ran.stderr).toContain('bad.csv: hashing');
    const errors = readFileSync(path.join(user.home, 'errors.csv'), 'utf8');
    expect(errors.split('\r\n')[0]).toBe('row,line,field,code,value,error,outcome');
    expect(errors).toContain('name');
    expect(readFileSync(path.join(user.home, 'result.csv'), 'utf8').match(/^\d+,failed,/gm)).toHaveLength(2);
    expect(readFileSync(path.join(user.home, 'failed.csv'), 'utf8').match(/^\d+,\w+,/gm)).toEqual([
      '3,failed,',
      '4,failed,',
    ]);

    const id = /import (\S+) completed/.exec(ran.stdout)?.[1] ?? '';
    const listed = await user.run(['--json', 'errors', id]);
    expect(jsonLines(listed.stdout)).toMatchObject([
      { row: 3, field: 'name' },
      { row: 4, field: 'type' },
    ]);
    const shown = await user.run(['errors', id]);
    expect(shown.stdout.split('\n')[0]).toMatch(/^row\s+line\s+field\s+code\s+value\s+error\s+outcome$/);
    expect(shown.stdout).not.toContain('\u001b');
    const groups = await user.run(['errors', id, '--groups']);
    expect(groups.stdout).toMatch(
      /^2 row errors with 2 causes\.\n\ncount\s+code\s+field\s+values\s+first row\s+error\n1\s+REQUIRED\s+name/,
    );
    expect(groups.stdout).not.toContain('\u001b');
    const asJson = await user.run(['--json', 'errors', id, '--groups']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ counted: 2, complete: true, cause_count: 2 });
    const again = await user.run(['import', file, '--errors-to', 'errors.csv']);
    expect(again, again.stderr).toMatchObject({ code: 1 });
    expect(again.stderr).toContain('--force');
  });

  it('lists what --on-absent delete deletes', async () => {
    const definition = [
      ...['name: stock', 'target: { table: data_stock, manage: create }', 'modes: { onAbsent: [keep, delete] }'],
      ...[
        'schema:',
        '  primaryKey: [place, item]',
        '  fields:',
        '    - { name: place, type: string, constraints: { maxLength: 9 } }',
      ],
      ...[
        '    - { name: item, type: string, constraints: { maxLength: 9 } }',
        '    - { name: amount, type: integer }',
        '',
      ],
    ].join('\n');
    const applied = await user.run(['importers', 'apply', write('stock.yaml', definition)]);
    expect(applied.code, applied.stderr).toBe(0);
    const importing = (file: string, ...options: string[]) =>
      user.run(['import', file, '--importer', 'stock', '--on-duplicate', 'update', ...options]);
    await importing(write('stock.csv', 'place,item,amount\nA,=1+1,1\nA,two,2\nB,one,3\n'));
    const ran = await importing(
      write('less.csv', 'place,item,amount\nA,two,2\n'),
      '--on-absent',
      'delete',
      '--max-delete-percent',
      '70',
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toContain('2 rows of the table deleted');
    const id = /import (\S+) completed/.exec(ran.stdout)?.[1] ?? '';
    const listed = await user.run(['deletions', id]);
    const cells = listed.stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/));
    expect(cells).toEqual([
      ['place', 'item', 'outcome', 'code', 'error'],
      ['A', '=1+1', 'deleted'],
      ['B', 'one', 'deleted'],
    ]);
    expect((await user.run(['deletions', id, '--csv', '--limit', '1'])).stdout).toBe(
      "place,item,outcome,code,error\r\nA,'=1+1,deleted,,\r\n",
    );
    const first = (await user.run(['--json', 'deletions', id])).stdout;
    expect(jsonLines(first)).toMatchObject([
      { key: { place: 'A', item: '=1+1' }, outcome: 'deleted' },
      { key: { place: 'B' } },
    ]);
    expect(await user.run(['deletions', id, '--outcome', 'refused'])).toMatchObject({
      ...{ code: 0, stdout: '' },
      stderr: expect.stringContaining('No rows with the outcome refused.'),
    });
    expect(await user.run(['deletions', id, '--outcome', 'lost'])).toMatchObject({ code: 2 });
  });

  it('passes its options to the API', async () => {
    write('mapped.csv', 'Serial;Label\nM-1;one\nM-2;two\n');
    const options = ['--delimiter', ';', '--mapping', 'Serial=identifier', '--mapping', 'Label=name', '--dry-run'];
    const ran = await user.run(['--json', 'import', 'mapped.csv', ...options]);
    expect(ran.code, ran.stderr + ran.stdout).toBe(0);
    expect(JSON.parse(ran.stdout).items).toMatchObject([
      { status: 'completed', successful_rows: 2, options: { dry_run: true } },
    ]);
    write('meant.csv', 'identifier,name,type\nM-3,three,Anlage\n');
    const meant = await user.run(['--json', 'import', 'meant.csv', '--synonyms', 'type:Anlage=asset']);
    expect(JSON.parse(meant.stdout).items, meant.stderr).toMatchObject([
      { status: 'completed', successful_rows: 1, options: { synonyms: { type: { Anlage: 'asset' } } } },
    ]);
  });

  it('imports a stored document without waiting, and can be watched', async () => {
    write('watched.csv', assets(500, 'W'));
    const { items } = JSON.parse((await user.run(['--json', 'upload', 'watched.csv'])).stdout);
    const started = await user.run(['import', items[0].doc_id, '--no-wait']);
    expect(started.stdout).toMatch(/^[0-9a-f-]{36}\n$/);
    const watched = await user.run(['--json', 'watch', started.stdout.trim()]);
    expect(watched.code).toBe(0);
    const events = jsonLines(watched.stdout);
    expect(events.at(-1)).toMatchObject({ event: 'done', status: 'completed', successful_rows: 500 });
    const cancelled = await user.run(['cancel', started.stdout.trim()]);
    expect(cancelled.code).toBe(1);
    expect(cancelled.stderr).toContain('completed');
    const id = started.stdout.trim();
    expect((await user.run(['delete', id])).stdout).toContain(`Deleted the import ${id}. Its rows`);
    expect((await user.run(['delete', id])).stderr).toContain(
      `No import, analysis or re-processing run in this account has the ID ${id}`,
    );
  });

  it('shows a progress bar only on a terminal', async () => {
    write('bar.csv', assets(1_000, 'BAR'));
    const ran = await user.run(['import', 'bar.csv'], { terminal: true });
    expect(ran.code, ran.stdout).toBe(0);
    expect(ran.stdout).toContain('\r\u001b[K');
    expect(ran.stdout).toMatch(/bar\.csv: \[[#-]{24}\] hashing, /);
    const piped = await user.run(['import', 'bar.csv', '--on-duplicate', 'skip']);
    expect(piped.stderr).not.toContain('\u001b');
    const quiet = await user.run(['-q', 'import', 'bar.csv', '--on-duplicate', 'skip']);
    expect(quiet.stderr).toBe('');
  });
});

describe('a file that can be read in several ways', () => {
  it('is imported and analyzed with warnings on stderr, and in the JSON', async () => {
    writeFileSync(path.join(user.home, 'book.xlsx'), await twoSheets());
    const ran = await user.run(['import', 'book.xlsx']);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('1 warning about the file:') });
    expect(ran.stderr).toContain('OTHER_SHEETS: Only the sheet "Assets" is read');
    const json = await user.run(['--json', 'import', 'book.xlsx', '--on-duplicate', 'skip']);
    const [{ items }] = jsonLines(json.stdout) as [{ items: { warnings: unknown[] }[] }];
    expect(items[0]?.warnings).toMatchObject([{ code: 'OTHER_SHEETS' }]);
    const analyzed = await user.run(['analyze', 'book.xlsx', '--param', 'sheet=Notes']);
    expect(analyzed).toMatchObject({ code: 0, stderr: expect.not.stringContaining('warning') });
  });
});

describe('usage', () => {
  it('shows how much of each limit the account uses', async () => {
    const { stdout } = await user.run(['usage']);
    expect(stdout).toMatch(/^stored bytes +[\d.]+ \w+ /m);
    const { limits } = JSON.parse((await user.run(['--json', 'usage'])).stdout);
    expect(limits.map(({ name }: { name: string }) => name)).toContain('unfinished_imports');
  });
});

describe('while a server is down', () => {
  it('watch and import say which one is down', async () => {
    await worker.stop();
    const running = user.start(['import', write('waiting.csv', 'identifier,name\nDOWN-1,one\n')]);
    try {
      await running.seen(/No worker is running\. Imports, analyses/);
    } finally {
      worker = await startWorker(stack.env);
    }
    const { code, stderr, stdout } = await running.ended;
    expect([code, stderr.match(/No worker is running/g)]).toEqual([0, ['No worker is running']]);
    expect(stdout).not.toContain('No worker');
  });

  it('an API that cannot be reached is named', async () => {
    const { code, stderr } = await user.run(['watch', newId()], { env: { SLUICE_URL: 'http://127.0.0.1:9' } });
    expect([code, stderr]).toEqual([
      5,
      expect.stringMatching(/http:\/\/127\.0\.0\.1:9 is unreachable.*\n.*Check that the server is running/s),
    ]);
  });
});

describe('retry', () => {
  it('runs a failed analysis again, by its ID in any case, and refuses one that has not failed', async () => {
    write('retried.csv', assets(20, 'R'));
    const { items } = JSON.parse((await user.run(['--json', 'analyze', 'retried.csv'])).stdout);
    const id = items[0].analysis_id;
    await stack.db.execute(sql`update analysis_reports set status = 'failed', report = null,
      error_code = 'STORAGE_UNAVAILABLE', error_message = 'S3 was unreachable' where analysis_id = ${id}`);
    const retried = await user.run(['retry', id.toUpperCase()]);
    expect([retried.code, retried.stderr]).toEqual([0, '']);
    const watched = await user.run(['--json', 'watch', id]);
    expect(jsonLines(watched.stdout).at(-1)).toMatchObject({ event: 'done', status: 'completed', error_code: null });
    const again = await user.run(['retry', id]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('Only failed analyses can be retried')]);
  });
});

describe('analyze', () => {
  it('analyzes a file and downloads the artifacts', async () => {
    write(
      'look.csv',
      `id,age,city\n${Array.from({ length: 200 }, (_, row) => `${row},${row % 70}, City${row % 5} `).join('\n')}\n`,
    );
    const ran = await user.run(['--json', 'analyze', 'look.csv', '--tool', 'clean-my-data', '--download', 'out']);
    expect(ran.code, ran.stderr + ran.stdout).toBe(0);
    const [item] = JSON.parse(ran.stdout).items;
    expect(item).toMatchObject({ status: 'completed', tool: 'clean-my-data' });
    expect(item.files.length).toBe(item.downloads.length);
    for (const [at, download] of item.downloads.entries()) {
      expect(sha256(readFileSync(path.join(user.home, item.files[at])))).toBe(download.sha256);
    }
    const single = await user.run(['download', item.downloads[0].download_id, '-o', '-']);
    expect(single.stdout.length).toBeGreaterThan(0);
    const all = await user.run(['download', item.analysis_id, '-o', 'again/']);
    expect(all.stdout.trim().split('\n')).toHaveLength(item.downloads.length);
  });

  it('names the invalid parameter', async () => {
    write('look2.csv', 'id,age\n1,2\n');
    const ran = await user.run(['analyze', 'look2.csv', '--tool', 'clean-my-data', '--param', 'nonsense=1']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('nonsense');
  });
});

describe('operating', () => {
  it('counts matching deliveries, and requires a selection', async () => {
    expect((await user.run(['reprocess'])).code).toBe(2);
    const counted = await user.run(['--json', 'reprocess', '--all', '--dry-run']);
    expect(JSON.parse(counted.stdout)).toEqual({ matched: 0 });
    const ran = await user.run(['reprocess', '--tool', 'clean-my-data', '--from', '7d']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/completed: 0 artifacts/);
  });

  it('delivers failed artifacts again by filter and by ID', async () => {
    write('again.csv', 'id,age\n1,2\n3,4\n');
    const { items } = JSON.parse((await user.run(['--json', 'analyze', 'again.csv'])).stdout);
    const [{ analysis_id: id, downloads }] = items;
    const fail = () => stack.db.execute(sql`UPDATE downloads SET status = 'upload_failed' WHERE analysis_id = ${id}`);
    await fail();
    const refused = await user.run(['download', id, '-o', 'failed/']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('upload_failed');
    const ran = await user.run(['reprocess', '--analysis', id]);
    expect(ran.code, ran.stderr + ran.stdout).toBe(0);
    const many = downloads.length;
    expect(ran.stdout).toContain(`completed: ${many} artifacts, ${many} delivered, 0 failed again`);
    expect((await user.run(['download', id, '-o', 'delivered/'])).code).toBe(0);

    await fail();
    const single = await user.run(['reprocess', downloads[0].download_id]);
    expect(single, single.stderr).toMatchObject({ code: 0, stdout: `${downloads[0].download_id} accepted\n` });
    await expect
      .poll(async () => (await user.run(['download', downloads[0].download_id, '-o', 'one.file'])).code)
      .toBe(0);
    expect((await user.run(['reprocess', downloads[0].download_id])).code).toBe(1);
  });

  it('creates expired artifacts and result files again', async () => {
    const { items } = JSON.parse((await user.run(['--json', 'import', write('expires.csv', assets(3, 'EXP'))])).stdout);
    const [{ job_id: id, downloads }] = items;
    await stack.db.execute(sql`UPDATE downloads SET status = 'expired' WHERE job_id = ${id}`);
    const refused = await user.run(['download', id, '-o', 'expired.csv']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('Re-process it to create it again')]);
    const counted = await user.run(['--json', 'reprocess', '--all', '--status', 'expired', '--dry-run']);
    expect(JSON.parse(counted.stdout)).toEqual({ matched: 1 });
    const ran = await user.run(['reprocess', '--all', '--status', 'expired']);
    expect(ran, ran.stderr).toMatchObject({ code: 0, stdout: `${downloads[0].download_id} accepted\n` });
    await expect.poll(async () => (await user.run(['download', id, '-o', 'made-again.csv'])).code).toBe(0);
  });

  it('exits silently when its reader closes the pipe', async () => {
    const { stdout } = await user.run(['--json', 'upload', write('pipe.csv', assets(2_000, 'PIPE'))]);
    const { stderr } = await user.run(['download', JSON.parse(stdout).items[0].doc_id, '-o', '-'], {
      closeStdout: true,
    });
    expect(stderr).toBe('');
  });

  it('lists storage servers', async () => {
    const listed = await user.run(['storage', 'list']);
    expect(listed.code, listed.stderr).toBe(0);
    expect(listed.stdout).toMatch(/^name\s+status/);
    expect(listed.stdout).toContain('default');
    expect((await user.run(['storage', 'drain', 'nowhere'])).stderr).toContain('No storage server is named nowhere');
  });
});
