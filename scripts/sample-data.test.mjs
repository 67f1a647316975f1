// @ts-check
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSample } from './sample-data.mjs';
import { HEADER, KINDS } from './sample-rows.mjs';

/** @type {string} */
let folder;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sluice-sample-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** @param {string} name @param {Omit<Parameters<typeof writeSample>[0], 'path'>} wanted */
async function write(name, wanted) {
  const file = path.join(folder, name);
  const sample = await writeSample({ path: file, ...wanted });
  return { sample, text: await readFile(file, 'utf8') };
}

/** @param {string} text @returns {Record<string, string>[]} */
const parse = (text) => /** @type {any} */ (Papa.parse(text, { header: true, skipEmptyLines: true })).data;

/** What is wrong with a row, determined independently of the generator. @param {Record<string, string>} row */
function faultOf(row, /** @type {Set<string>} */ keys) {
  const { identifier = '', name = '', type = '', valid_from = '', valid_to = '', is_active = '', metadata = '' } = row;
  const isDate = (/** @type {string} */ text) => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
  if (name === '') return 'REQUIRED';
  if (name.length > 255) return 'TOO_LONG';
  if (!['person', 'device', 'asset', 'inventory', 'other'].includes(type)) return 'NOT_IN_LIST';
  if (valid_from.includes('/')) return 'DATE_ORDER_UNKNOWN';
  if (!isDate(valid_from) || (valid_to !== '' && !isDate(valid_to))) return 'DATE_INVALID';
  if (valid_to !== '' && valid_to < valid_from) return 'RANGE';
  if (!/^(true|false|yes|no|1|0)$/i.test(is_active)) return 'NOT_BOOLEAN';
  if (metadata !== '' && !isJson(metadata)) return 'NOT_JSON';
  if (keys.has(identifier)) return 'DUPLICATE_IN_FILE';
  keys.add(identifier);
  return undefined;
}

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('writeSample', () => {
  it('contains exactly the bad rows that it reports, each for one reason', async () => {
    const { sample, text } = await write('counted.csv', { rows: 20_000, kinds: [...KINDS, 'DATE_ORDER_UNKNOWN'] });
    const rows = parse(text);
    const keys = new Set();
    /** @type {Record<string, number>} */
    const found = {};
    for (const row of rows) {
      const fault = faultOf(row, /** @type {Set<string>} */ (keys));
      if (fault) found[fault] = (found[fault] ?? 0) + 1;
    }
    expect(rows).toHaveLength(20_000);
    expect(sample).toMatchObject({ rows: 20_000, bad: 400, good: 19_600, bytes: Buffer.byteLength(text) });
    expect(found).toEqual(sample.byCode);
  });

  it('covers the difficult parts of CSV at about 140 bytes a row', async () => {
    const { sample, text } = await write('hard.csv', { rows: 5000 });
    expect(text.startsWith(`${HEADER}\n`)).toBe(true);
    expect(sample.bytes / sample.rows).toBeGreaterThan(120);
    expect(sample.bytes / sample.rows).toBeLessThan(160);
    const rows = parse(text);
    expect(rows.some(({ description }) => description?.includes('\n'))).toBe(true);
    expect(rows.some(({ name }) => name?.includes('"'))).toBe(true);
    expect(rows.some(({ name }) => name?.includes(','))).toBe(true);
    expect(text).toMatch(/ü/);
  });

  it('is reproducible from its seed and differs between seeds', async () => {
    const sha = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');
    const hashes = await Promise.all(
      [1, 1, 2].map(async (seed, index) => sha((await write(`${index}.csv`, { rows: 9000, seed })).text)),
    );
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  it('can be empty, all good or all bad', async () => {
    expect((await write('none.csv', { rows: 0 })).text).toBe(`${HEADER}\n`);
    expect((await write('good.csv', { rows: 100, badRate: 0 })).sample).toMatchObject({ good: 100, bad: 0 });
    const duplicates = await write('bad.csv', { rows: 100, badRate: 1 });
    expect(duplicates.sample).toMatchObject({ good: 0, bad: 100 });
    expect(duplicates.sample.byCode.DUPLICATE_IN_FILE).toBeUndefined();
  });
});
