// @ts-check
/**
 * A large file streamed through `POST /documents` against a plain PUT to the same S3 server and against lib-storage;
 * hashing as the verification does it against `sha256sum`. See docs/benchmarks.md.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { BlockHasher } from '@sluice/storage';
import { runMain } from '../scripts/run-main.mjs';
import { writeSample } from '../scripts/sample-data.mjs';
import { openBench } from './support/bench.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { timeChildren } from './support/process-cost.mjs';
import { printResults } from './support/results.mjs';
import { secondsOf } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `  --rows    of the sample file that is uploaded and hashed
`;

await runMain(async () => {
  const values = readOptions('uploads', { rows: '1000000' }, HELP);
  if (!values) return;
  const bench = await openBench('uploads');
  const file = path.join(bench.folder, 'sample.csv');
  await writeSample({ path: file, rows: Number(values.rows), seed: Number(values.seed) });
  const { size } = await stat(file);
  const pairs = Number(values.pairs);
  const own = { bench: process };

  /** MB a second. @param {() => Promise<unknown>} work */
  const paceOf = async (work) => ({ perSecond: size / 1e6 / (await secondsOf(async () => void (await work()))) });
  const stream = () => createReadStream(file, { highWaterMark: 1 << 18 });
  const object = { Bucket: bench.bucket, Key: `${bench.prefix}/yardstick` };

  const gateway = () => paceOf(() => uploadFile(bench.url, { authorization: `Bearer ${bench.token}` }, file));
  const put = () => bench.s3.send(new PutObjectCommand({ ...object, Body: stream(), ContentLength: size }));
  const inParts = () => new Upload({ client: bench.s3, params: { ...object, Body: stream() } }).done();

  /** @param {(chunk: Buffer) => void} update */
  const read = async (update) => {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) update(chunk);
  };
  const blocks = async () => {
    const hasher = new BlockHasher();
    await read((chunk) => hasher.update(chunk));
    hasher.finish();
  };
  const whole = async () => {
    const hash = createHash('sha256');
    await read((chunk) => hash.update(chunk));
    hash.digest();
  };
  const sha256sum = async () => {
    const { seconds, cpu } = await timeChildren('sha256sum', async () => void execFileSync('sha256sum', [file]));
    return { perSecond: size / 1e6 / seconds, cpu };
  };

  const mb = `${(size / 1e6).toFixed(0)} MB`;
  const results = [];
  for (const [title, ours, processes, yardstick, must] of /** @type {const} */ ([
    [`POST /documents, ${mb}, and a plain PUT`, gateway, { api: bench.api }, () => paceOf(put), { ratio: 0.6 }],
    [`POST /documents, ${mb}, and lib-storage`, gateway, { api: bench.api }, () => paceOf(inParts), { ratio: 0.8 }],
    [`block and whole hashes of ${mb}, and sha256sum`, () => paceOf(blocks), own, sha256sum, {}],
    [`block and whole hashes of ${mb}, and one SHA-256`, () => paceOf(blocks), own, () => paceOf(whole), {}],
  ])) {
    const side = { run: yardstick, processes: own };
    // The same content is stored only once, so the rows are deleted before every run.
    const prepare = () => bench.sql.query('DELETE FROM documents');
    results.push(await measurePairs({ title, pairs, must, ours: { prepare, run: ours, processes }, yardstick: side }));
  }
  printResults(results, { ...values, unit: 'MB/s' });
});
