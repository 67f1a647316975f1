// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { authSettings, composeSettings, metricsSettings } from '@sluice/core/settings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET_NAMES, writeSecrets } from './env-secrets.mjs';
import { ROOT } from './paths.mjs';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sluice-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** @param {string} [text] @returns {string} the path of an env file with this text; without text it does not exist */
function envFile(text) {
  const file = path.join(folder, `env-${++files}`);
  if (text !== undefined) writeFileSync(file, text);
  return file;
}
const valuesIn = (/** @type {string} */ file) => parseEnv(readFileSync(file, 'utf8'));
const modeOf = (/** @type {string} */ file) => statSync(file).mode & 0o777;

describe('npm run secrets', () => {
  it('writes a file that only its owner can read, with different values each time', () => {
    const [one, other] = [envFile(), envFile()];
    expect(writeSecrets(one)).toEqual({ added: SECRET_NAMES, kept: [], replaced: [] });
    writeSecrets(other);
    expect(modeOf(one)).toBe(0o600);
    const values = [...Object.values(valuesIn(one)), ...Object.values(valuesIn(other))];
    expect(new Set(values).size).toBe(2 * SECRET_NAMES.length);
    for (const value of values) expect(value).toMatch(/^[0-9a-fA-F]{20,64}$/);
  });

  it('writes values that Sluice accepts', () => {
    const file = envFile();
    writeSecrets(file);
    for (const schema of [authSettings, metricsSettings, composeSettings]) {
      expect(schema.safeParse(valuesIn(file)).error).toBeUndefined();
    }
  });

  it('never changes what is there, and fills in what is missing or empty', () => {
    const text = '# mine\nMYSQL_PASSWORD = "chosen"\n#VALKEY_PASSWORD=\nMETRICS_TOKEN=\nLOG_LEVEL=debug';
    const file = envFile(text);
    const { added, kept } = writeSecrets(file);
    expect(kept).toEqual(['MYSQL_PASSWORD']);
    expect(added).toEqual(SECRET_NAMES.filter((name) => name !== 'MYSQL_PASSWORD'));
    expect(valuesIn(file)).toMatchObject({ MYSQL_PASSWORD: 'chosen', LOG_LEVEL: 'debug' });
    expect(valuesIn(file).METRICS_TOKEN).toMatch(/^\w{20,}$/);
    expect(readFileSync(file, 'utf8')).toMatch(/^# mine\nMYSQL_PASSWORD = "chosen"\n#VALKEY_PASSWORD=\n/);
    const before = readFileSync(file, 'utf8');
    expect(writeSecrets(file)).toMatchObject({ added: [], replaced: [] });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('replaces values only when asked, and keeps the old file', () => {
    const file = envFile('MYSQL_PASSWORD=chosen\nLOG_LEVEL=debug\n');
    expect(writeSecrets(file, { replace: true }).replaced).toEqual(['MYSQL_PASSWORD']);
    expect(valuesIn(file).MYSQL_PASSWORD).toMatch(/^\w{40,}$/);
    expect(valuesIn(file).LOG_LEVEL).toBe('debug');
    expect(valuesIn(`${file}.previous`).MYSQL_PASSWORD).toBe('chosen');
    expect(modeOf(`${file}.previous`)).toBe(0o600);
  });

  it('writes no JWT_SECRET where an identity provider signs the tokens', () => {
    const file = envFile('JWT_JWKS_URL=https://idp.example.com/keys\n');
    expect(writeSecrets(file).added).not.toContain('JWT_SECRET');
  });

  it('runs as a command, without anything installed', () => {
    const file = envFile();
    const run = (/** @type {string[]} */ ...args) =>
      execFileSync(process.execPath, [path.join(ROOT, 'scripts/secrets.mjs'), ...args], { encoding: 'utf8' });
    expect(run('--help')).toContain('--replace');
    expect(run('--file', file)).toContain('added JWT_SECRET');
    const before = readFileSync(file, 'utf8');
    expect(run('--file', file)).toContain('kept JWT_SECRET');
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(run('--file', file, '--replace')).toContain('replaced JWT_SECRET');
  });
});
