import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestEngine, type TestEngine } from './test/with-engine.ts';

let test: TestEngine | undefined;
afterEach(() => test?.close());

const ENDLESS = 'SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3';

describe('engine', () => {
  it('binds parameters and returns plain JavaScript values', async () => {
    test = await openTestEngine();
    await test.engine.run('CREATE TABLE t (a BIGINT, b DOUBLE, c VARCHAR)');
    await test.engine.run('INSERT INTO t VALUES (?, ?, ?), (?, ?, ?)', [1, 1.5, "it's; drop table t", 2, -3, null]);
    const rows = await test.engine.rows(
      'SELECT *, count(*) OVER () n, sum(a) OVER () s, [a] l FROM t WHERE a < ?',
      [5],
    );
    expect(rows).toEqual([
      { a: 1, b: 1.5, c: "it's; drop table t", n: 2, s: 3, l: [1] },
      { a: 2, b: -3, c: null, n: 2, s: 3, l: [2] },
    ]);
  });

  it('streams while other statements run', async () => {
    test = await openTestEngine();
    await test.engine.run('CREATE TABLE t AS SELECT range a FROM range(10000)');
    let sum = 0;
    for await (const rows of test.engine.stream('FROM t')) {
      for (const [a] of rows) sum += a as number;
      await test.engine.run('SELECT 1');
    }
    expect(sum).toBe(49_995_000);
  });

  it('interrupts running statements and rejects later ones with the reason of the signal', async () => {
    const controller = new AbortController();
    test = await openTestEngine(controller.signal);
    const running = test.engine.run(ENDLESS);
    const waiting = test.engine.rows('SELECT 1');
    const reason = new Error('cancelled');
    setImmediate(() => controller.abort(reason));
    await expect(running).rejects.toBe(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(test.engine.stream('SELECT 1')[Symbol.asyncIterator]().next()).rejects.toBe(reason);
  });

  it('names the setting to raise when it runs out of memory', async () => {
    test = await openTestEngine(undefined, { memoryMb: 64 });
    const call = test.engine.run('SELECT list(range) FROM range(50000000)');
    await expect(call).rejects.toMatchObject({
      code: 'ANALYSIS_OUT_OF_MEMORY',
      message: expect.stringContaining('ANALYSIS_MEMORY_MB'),
    });
    expect(await test.engine.rows('SELECT 1 a')).toEqual([{ a: 1 }]);
  });

  it('names the setting to raise when it runs out of its disk space', async () => {
    test = await openTestEngine(undefined, { memoryMb: 64, tempMb: 16 });
    const call = test.engine.run('CREATE TABLE t AS SELECT hash(range) a, hash(range * 7) b FROM range(8000000)');
    await expect(call).rejects.toMatchObject({
      code: 'ANALYSIS_OUT_OF_MEMORY',
      message: expect.stringContaining('ANALYSIS_TEMP_MB'),
    });
    expect(await test.engine.rows('SELECT 1 a')).toEqual([{ a: 1 }]);
  });

  it('cannot access files outside its folder or load extensions', async () => {
    test = await openTestEngine();
    await expect(test.engine.run("FROM read_csv('/etc/passwd')")).rejects.toThrow(/Permission Error/);
    await expect(test.engine.run("COPY (SELECT 1) TO '/tmp/sluice-outside.csv'")).rejects.toThrow(/Permission Error/);
    await expect(test.engine.run('SET enable_external_access = true')).rejects.toThrow();
    await expect(test.engine.run('INSTALL httpfs')).rejects.toThrow();
    await test.engine.run(`COPY (SELECT 1) TO '${path.join(test.folder, 'inside.csv')}'`);
  });

  it('removes its files when it is closed, and rejects later statements', async () => {
    test = await openTestEngine();
    const spill = path.join(test.folder, 'engine');
    expect(existsSync(spill)).toBe(true);
    await test.engine.close();
    expect(existsSync(spill)).toBe(false);
    await expect(test.engine.run('SELECT 1')).rejects.toThrow('closed');
  });
});
