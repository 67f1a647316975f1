import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = path.join(root, 'test/fixtures/house');

describe('the direction of imports', () => {
  let house = '';

  beforeAll(() => {
    house = mkdtempSync(path.join(tmpdir(), 'sluice-house-'));
    cpSync(path.join(root, 'biome.json'), path.join(house, 'biome.json'));
    for (const [fixture, room] of [
      ['core', 'libs/core/src'],
      ['db', 'libs/db/src'],
      ['client', 'libs/client/src'],
      ['api', 'apps/api/src'],
    ] as const) {
      mkdirSync(path.join(house, room), { recursive: true });
      cpSync(path.join(fixtures, fixture), path.join(house, room), { recursive: true });
    }
    mkdirSync(path.join(house, '.git'));
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  /** What the linter, with the project's own rules, says of a file at that place in the house. */
  const lint = (file: string): string => {
    const biome = path.join(root, 'node_modules/.bin/biome');
    try {
      execFileSync(biome, ['lint', '--only=style/noRestrictedImports', '--vcs-enabled=false', file], {
        cwd: house,
        encoding: 'utf8',
        stdio: 'pipe',
      });
      return 'accepted';
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return stdout + stderr;
    }
  };

  test.each([
    ['libs/core/src/imports-db.ts', 'libs/core imports nothing of ours.'],
    ['libs/db/src/imports-jobs.ts', 'the libs in the middle never import each other'],
    ['libs/client/src/imports-db.ts', 'the libs in the middle never import each other'],
    ['apps/api/src/imports-worker.ts', 'Apps never import each other.'],
  ])('the linter refuses %s', (file, reason) => {
    expect(lint(file)).toContain(reason);
  });
});

describe('registries', () => {
  test.each([
    ['apps/worker/src/importers', ['index', 'types', 'column-types', 'dates']],
    ['apps/worker/src/processors', ['index', 'types']],
  ])('every file of %s is registered in its index.ts', (folder, notRegistered) => {
    const index = readFileSync(path.join(root, folder, 'index.ts'), 'utf8');
    const rooms = readdirSync(path.join(root, folder))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => file.slice(0, -3))
      .filter((name) => !notRegistered.includes(name));
    expect(rooms.length).toBeGreaterThan(0);
    for (const name of rooms) expect(index, `${folder}/${name}.ts`).toContain(`'./${name}.ts'`);
  });
});
