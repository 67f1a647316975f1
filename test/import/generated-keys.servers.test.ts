import { repeats } from '@sluice/core/testing';
import { importWork } from '@sluice/db/imports';
import { describe, expect, it } from 'vitest';
import { Random, useSuite, waitFor } from '../harness/index.ts';
import { csvLine } from './support/file.ts';
import { holdKey } from './support/hold-key.ts';
import { readAssets } from './support/table.ts';

const suite = useSuite();
const MODES = ['reject', 'update', 'skip'] as const;
const IMPORTS = 8;
const ROWS = repeats(300, 5_000);
const BATCH = 50;

type Row = readonly [identifier: string, name: string];
const csv = (rows: readonly Row[]): Buffer => Buffer.from([['identifier', 'name'], ...rows].map(csvLine).join(''));

interface RandomFile {
  readonly rows: readonly Row[];
  readonly options: { readonly on_duplicate: (typeof MODES)[number]; readonly on_invalid: 'skip' | 'abort' };
}

/** Files without common keys. Most rows have no key; many of the others have one that looks generated. */
function randomFiles(random: Random): RandomFile[] {
  const numbers = new Set<number>();
  const number = (): number => {
    for (;;) {
      const drawn = random.int(1, IMPORTS * ROWS);
      if (!numbers.has(drawn)) return numbers.add(drawn) && drawn;
    }
  };
  return Array.from({ length: IMPORTS }, (_, file) => ({
    rows: Array.from({ length: ROWS }, (_, at): Row => {
      const name = `file ${file}, row ${at}`;
      if (random.chance(0.6)) return ['', name];
      return [random.chance(0.7) ? `ASSET-${String(number()).padStart(4, '0')}` : `OWN-${file}-${at}`, name];
    }),
    options: { on_duplicate: random.pick(MODES), on_invalid: random.chance(0.2) ? 'abort' : 'skip' },
  }));
}

describe('generated keys', () => {
  it.each(MODES)('give way to a key that another import brings in the meantime (%s)', async (on_duplicate) => {
    const account = `way-${on_duplicate}`;
    const client = await suite.api.client(account);
    const { databaseUrl: url, db } = suite.stack;
    await suite.worker({ WORKER_IMPORT_CONCURRENCY: '2', IMPORT_BATCH_ROWS: '100' });
    // Before the generated keys: a wait for a key also holds up inserts into the gap below it.
    const held = 'A-HELD';
    const rows = Array.from({ length: 300 }, (_, at): Row => [at === 150 ? held : '', `ours ${at}`]);
    const release = await holdKey(url, account, held);
    const { job_id: ours } = await client.imports.post(csv(rows), { on_duplicate });
    const middle = async () => ((await importWork.get(db, ours))?.processedRows === 100 ? true : undefined);
    await waitFor('the middle', middle);
    const { job_id: theirs } = await client.imports.post(csv([['ASSET-0180', 'theirs']]), { on_duplicate });
    expect(await client.imports.wait(theirs)).toMatchObject({ status: 'completed', inserted_rows: 1 });
    await release();
    expect(await client.imports.wait(ours)).toMatchObject({
      status: 'completed',
      attempt: 1,
      inserted_rows: 300,
      generated_keys: 299,
    });
    const table = await readAssets(url, account);
    expect(table.get('ASSET-0180')?.name).toBe('theirs');
    expect(new Set([...table.values()].map(({ name }) => name)).size).toBe(301);
  });

  it('lose and overwrite no row when imports run side by side and a worker is killed', async () => {
    const random = new Random();
    const account = 'side-by-side';
    const client = await suite.api.client(account);
    const { databaseUrl: url, db } = suite.stack;
    const start = () => suite.worker({ WORKER_IMPORT_CONCURRENCY: '3', IMPORT_BATCH_ROWS: String(BATCH) });
    const [first] = await Promise.all([start(), start()]);
    const files = randomFiles(random);
    const jobs = await Promise.all(
      files.map(async ({ rows, options }) => (await client.imports.post(csv(rows), options)).job_id),
    );
    const killAt = random.int(1, IMPORTS * ROWS);
    await waitFor('enough rows', async () => {
      const all = await Promise.all(jobs.map((id) => importWork.get(db, id)));
      return all.reduce((sum, job) => sum + (job?.processedRows ?? 0), 0) >= killAt || undefined;
    });
    await suite.crash(first);
    await start();
    const ends = await Promise.all(jobs.map((id) => client.imports.wait(id)));
    const table = await readAssets(url, account);
    const names = new Set([...table.values()].map(({ name }) => name));
    let inserted = 0;
    let updated = 0;
    let gone = 0;
    for (const [at, { rows, options }] of files.entries()) {
      const end = ends[at];
      const refused = new Map((await client.imports.errors(jobs[at] ?? '')).map((error) => [error.value, error]));
      if (options.on_invalid === 'abort' && end?.status === 'failed') {
        expect([end.error_code, refused.size > 0]).toEqual(['ABORTED_ON_INVALID_ROWS', true]);
        expect(rows.filter(([, name]) => names.has(name))).toEqual([]);
        continue;
      }
      const generated_keys = rows.filter(([key]) => key === '').length;
      expect(end).toMatchObject({ status: 'completed', processed_rows: ROWS, generated_keys });
      inserted += end?.inserted_rows ?? 0;
      updated += end?.updated_rows ?? 0;
      for (const [key, name] of rows) {
        if (key === '') gone += names.has(name) ? 0 : 1;
        // Where the key was refused, another import had generated it before.
        else if (refused.delete(key)) expect(table.get(key)?.name).not.toBe(name);
        else expect([key, table.get(key)?.name]).toEqual([key, name]);
      }
      expect([...refused.keys()]).toEqual([]);
    }
    console.log(`seed ${random.seed}; killed after ${killAt} rows; ${inserted} inserted, ${updated} updated`);
    expect(table.size).toBe(inserted);
    // A file may update a row by the key that was generated for it, as it could if it came later.
    expect(gone).toBe(updated);
  });
});
