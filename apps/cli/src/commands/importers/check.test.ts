import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { reservedNames } from '@sluice/importers/document';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../program.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sluice-importers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `sluice importers check` on a file with this content. */
async function check(name: string, content: string | Uint8Array, ...options: string[]) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return { file, ...(await run(...options, 'importers', 'check', file)) };
}

async function run(...argv: string[]) {
  const written = { stdout: '', stderr: '' };
  const into = (stream: keyof typeof written) => ({
    write(text: string) {
      written[stream] += text;
      return true;
    },
  });
  const { signal } = new AbortController();
  const streams = { stdin: process.stdin, stdout: into('stdout') as NodeJS.WriteStream, stderr: into('stderr') };
  const code = await runProgram(argv, { env: {}, signal, ...streams });
  return { code, ...written };
}

const RIGHT = 'name: trees\ntarget: { table: trees, manage: create }\nschema:\n  fields:\n    - { name: id }\n';
const WRONG = RIGHT.replace('{ name: id }', '{ name: id, type: int }').replace('name: trees', 'name: jobs');

describe('sluice importers check', () => {
  it.each(['assets', 'contacts'])('accepts importers/%s.yaml', async (name) => {
    const file = fileURLToPath(new URL(`../../../../../importers/${name}.yaml`, import.meta.url));
    const { code, stdout } = await run('importers', 'check', file);
    expect(stdout).toMatch(new RegExp(`: the importer ${name} has \\d fields and no problems\\.\\n$`));
    expect(code).toBe(0);
  });

  it('lists every problem with its place, its path and what to do', async () => {
    const { file, code, stdout } = await check('wrong.yaml', WRONG);
    expect(stdout).toBe(
      `${file}:1:1: name: "jobs" is a path of the API. Choose another name. (NAME_RESERVED)\n` +
        `${file}:5:19: schema.fields[0].type: "int" is not a type of the standard. Write integer. (WRONG_VALUE)\n` +
        `2 problems in ${file}.\n`,
    );
    expect(code).toBe(1);
  });

  it('prints the same as JSON', async () => {
    const wrong = await check('wrong.yaml', WRONG, '--json');
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      file: wrong.file,
      ...{ valid: false, importer: null },
      problems: [
        { path: 'name', code: 'NAME_RESERVED', at: { line: 1, column: 1 } },
        { path: 'schema.fields[0].type', code: 'WRONG_VALUE', at: { line: 5, column: 19 } },
      ],
    });
    const right = await check('right.yml', RIGHT, '--json');
    expect(JSON.parse(right.stdout)).toEqual({ file: right.file, valid: true, importer: 'trees', problems: [] });
    expect([wrong.code, right.code]).toEqual([1, 0]);
  });

  it('reads JSON strictly, and a data package with one table', async () => {
    expect(await check('a.json', RIGHT)).toMatchObject({ code: 1, stdout: expect.stringContaining('not valid JSON') });
    const schema = { fields: [{ name: 'id' }] };
    const resources = [{ name: 'city-trees', path: 'trees.csv', schema }];
    expect(await check('datapackage.json', JSON.stringify({ resources }))).toMatchObject({
      ...{ code: 0, stdout: expect.stringContaining('the importer city-trees has 1 field') },
    });
  });

  it('refuses what is not a text of at most 1 MiB', async () => {
    expect(await check('long.yaml', 'ä'.repeat(2 ** 19 + 1))).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 MiB'),
    });
    expect(await check('latin.yaml', new Uint8Array([0x61, 0xe4]))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('UTF-8'),
    });
    expect(await run('importers', 'check', folder)).toMatchObject({ code: 1, stderr: `${folder} is a folder.\n` });
    expect(await run('importers', 'check', `${folder}/none`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not found'),
    });
  });

  it('says that there may be more problems than it lists', async () => {
    const keys = Array.from({ length: 2_000 }, (_, index) => `k${index}`).join(', ');
    const { stdout } = await check('many.yaml', `${RIGHT}  primaryKey: [${keys}]\n`);
    expect(stdout).toMatch(/\n1,000 problems or more in \S+\.\n$/);
  });

  it('prints no control characters of the file', async () => {
    const { stdout } = await check('colors.yaml', '"\\e[31mred": 1\n');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('red');
  });
});

it('no importer can have the name of a path of the API', () => {
  const document = JSON.parse(
    readFileSync(new URL('../../../../../libs/client/openapi.json', import.meta.url), 'utf8'),
  );
  const segments = Object.keys(document.paths).flatMap((name) => /^\/api\/v1\/([^/{]+)/.exec(name)?.slice(1) ?? []);
  expect(segments.length).toBeGreaterThan(10);
  expect(reservedNames).toEqual(expect.arrayContaining(segments));
});
