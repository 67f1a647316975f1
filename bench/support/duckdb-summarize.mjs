// @ts-check
/**
 * The yardstick of the analyses: DuckDB reads the file, summarizes it and, with `copy`, writes it again. Runs in its
 * own process, so that its peak memory can be measured. Prints JSON: seconds, processor seconds and MiB.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const [file = '', mode = 'summarize', memoryMb = '512'] = process.argv.slice(2);
const folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-bench-duckdb-'));
const instance = await DuckDBInstance.create(path.join(folder, 'db'), {
  memory_limit: `${memoryMb}MB`,
  temp_directory: path.join(folder, 'tmp'),
});
const connection = await instance.connect();
const start = performance.now();
const before = process.cpuUsage();
await connection.run('CREATE TABLE source AS SELECT * FROM read_csv(?)', [file]);
await (await connection.runAndReadAll('SUMMARIZE source')).getRowObjectsJS();
if (mode === 'copy') await connection.run(`COPY source TO '${path.join(folder, 'out.csv')}' (HEADER)`);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
const mib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
connection.closeSync();
instance.closeSync();
await rm(folder, { recursive: true, force: true });
process.stdout.write(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, mib }));
