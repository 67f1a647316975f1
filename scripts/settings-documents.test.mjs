// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it, test } from 'vitest';
import { ROOT } from './paths.mjs';
import { describedSettings, EXAMPLE_FILE, exampleFile, PAGE_FILE, settingsPage } from './settings-documents.mjs';

const REPAIR = 'is out of date. Run: npm run settings:generate';
const settings = describedSettings().flatMap((concern) => concern.settings);

test('.env.example and docs/settings.md match the declared settings', () => {
  expect(readFileSync(EXAMPLE_FILE, 'utf8') === exampleFile(), `.env.example ${REPAIR}`).toBe(true);
  expect(readFileSync(PAGE_FILE, 'utf8') === settingsPage(), `docs/settings.md ${REPAIR}`).toBe(true);
});

describe('the declared settings', () => {
  it('declare each name once', () => {
    const names = settings.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it('mark as compose exactly the variables that docker-compose.yml substitutes', () => {
    const file = readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8');
    expect(namesIn(file, /\$\{(\w+)/g)).toEqual(readBy('compose'));
  });

  it('include every variable that the scripts read', () => {
    const files = globSync('scripts/**/*.mjs', { cwd: ROOT, absolute: true }).map((file) => readFileSync(file, 'utf8'));
    const read = namesIn(files.join('\n'), /process\.env\.(\w+)\b(?! = )/g).filter(
      (name) => !OF_THE_SYSTEM.includes(name),
    );
    expect(read.length).toBeGreaterThan(5);
    expect(readBy('scripts')).toEqual(expect.arrayContaining(read));
  });
});

/** Variables that npm, the shell or the desktop set. */
const OF_THE_SYSTEM = [
  ...['CI', 'HOME', 'INIT_CWD', 'NO_COLOR', 'NPM_CONFIG_USERCONFIG', 'PATH', 'XDG_CACHE_HOME'],
  'npm_execpath',
];

/** @param {import('@sluice/core/settings').Reader} reader */
const readBy = (reader) =>
  settings
    .filter((setting) => setting.readBy.includes(reader))
    .map(({ name }) => name)
    .sort();

/** @param {string} text @param {RegExp} pattern */
const namesIn = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))].sort();
