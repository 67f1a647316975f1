import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = path.join(root, 'test/fixtures/house');

describe('the direction of imports', () => {
  /** The first line of each file states the linter's verdict: `// Accepted.` or `// Refused: ` and the reason. */
  const files = globSync('**/*.ts', { cwd: fixtures }).sort();
  let house = '';
  let findings: string[] = [];

  beforeAll(() => {
    house = mkdtempSync(path.join(tmpdir(), 'sluice-house-'));
    mkdirSync(path.join(house, '.git'));
    cpSync(path.join(root, 'biome.json'), path.join(house, 'biome.json'));
    cpSync(fixtures, house, { recursive: true });
    const rule = ['--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=github'];
    const { stdout } = spawnSync(
      path.join(root, 'node_modules/.bin/biome'),
      ['lint', ...rule, '--vcs-enabled=false', '.'],
      { cwd: house, encoding: 'utf8' },
    );
    findings = stdout.split('\n');
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  test.each(files)('the linter accepts or refuses %s as its first line states', (file) => {
    const [, verdict, reason = ''] =
      /^\/\/ (Accepted|Refused)(?:: (.*)|\.)\n/.exec(readFileSync(path.join(fixtures, file), 'utf8')) ?? [];
    const found = findings.filter((line) => line.includes(`/${file},`));
    if (verdict === 'Accepted') expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringContaining(`::${reason || 'a reason'}`)]);
  });

  test('every room of the worker has a rule', () => {
    const rules = readFileSync(path.join(root, 'biome.json'), 'utf8');
    const rooms = globSync('*/', { cwd: path.join(root, 'apps/worker/src'), onlyDirectories: true })
      .filter((room) => room !== 'runner/')
      .map((room) => `"apps/worker/src/${room}**"`);
    expect(rooms.length).toBeGreaterThan(5);
    expect(rooms.filter((room) => !rules.includes(room))).toEqual([]);
  });
});

describe('benchmarks', () => {
  test('docs/benchmarks.md has a place for the table of each benchmark, and no others', () => {
    const page = readFileSync(path.join(root, 'docs/benchmarks.md'), 'utf8');
    const places = [...page.matchAll(/<!-- bench (\S+) -->.*?<!-- end -->/gs)].map(([, name]) => name);
    const benchmarks = globSync('*.mjs', { cwd: path.join(root, 'bench') }).map((file) => path.basename(file, '.mjs'));
    expect(places.toSorted()).toEqual(benchmarks.toSorted());
  });
});

describe('registries', () => {
  test.each([['apps/worker/src/processors', ['index', 'types']]])(
    'every file of %s is registered in its index.ts',
    (folder, notRegistered) => {
      const index = readFileSync(path.join(root, folder, 'index.ts'), 'utf8');
      const rooms = globSync('*.ts', { cwd: path.join(root, folder), ignore: '*.test.ts' })
        .map((file) => file.slice(0, -3))
        .filter((name) => !notRegistered.includes(name));
      expect(rooms.length).toBeGreaterThan(0);
      for (const name of rooms) expect(index, `${folder}/${name}.ts`).toContain(`'./${name}.ts'`);
    },
  );
});
