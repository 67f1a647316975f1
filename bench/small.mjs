// @ts-check
/**
 * Many small imports from several accounts, from the first submission until all have completed, against a bare BullMQ job
 * that GETs the object, parses it with papaparse, INSERTs in one statement and PUTs a result file. See docs/benchmarks.md.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Queue } from 'bullmq';
import { progress } from '../scripts/progress.mjs';
import { runMain } from '../scripts/run-main.mjs';
import { drained, JOB_OPTIONS, startBare } from './support/bare-jobs.mjs';
import { openBench } from './support/bench.mjs';
import { sendLoad } from './support/load.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { printResults } from './support/results.mjs';
import { accountOf, smallFiles } from './support/small-files.mjs';
import { storeDocuments } from './support/stored-documents.mjs';

const HELP = `  --imports      in each measurement, of as many stored documents
  --rows         of each document
  --accounts     that submit by turns
  --concurrency  imports at a time in the worker, and jobs at a time in the yardstick
  --in-flight    submissions at a time
`;
const POLL_MS = 20;

await runMain(async () => {
  const sizes = { imports: /** @type {const} */ (['300', '500']), rows: '20', accounts: '10' };
  const values = readOptions('small', { ...sizes, concurrency: '2', 'in-flight': '50' }, HELP);
  if (!values) return;
  const { concurrency } = values;
  const [imports, rows, accounts] = [Number(values.imports), Number(values.rows), Number(values.accounts)];
  const inFlight = Number(values['in-flight']);
  const bench = await openBench('small', { env: { WORKER_IMPORT_CONCURRENCY: concurrency } });
  const { sql, url, api, worker, s3, bucket, prefix } = bench;
  const mysqld = await bench.mysqld();
  const files = smallFiles({ count: imports, rows, seed: Number(values.seed) }).map((content, n) => ({
    account: accountOf(n, accounts),
    content,
    key: `${prefix}/yardstick/${n}.csv`,
  }));
  const documents = await storeDocuments(bench, files);
  for (const { key, content } of files)
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content, ContentType: 'text/csv' }));
  progress(`stored ${imports} documents of ${rows} rows, ${files[0]?.content.length} bytes each`);
  await sql.query('CREATE TABLE yardstick LIKE assets');
  const bare = await startBare('worker', { ...bench.env, BARE_CONCURRENCY: concurrency });
  const queue = new Queue('bare-import', { connection: bench.redis, prefix });

  const ours = async () => {
    const start = performance.now();
    await sendLoad({
      url: `${url}/assets/bulk`,
      send: (n) => ({ headers: documents[n]?.headers ?? {}, body: JSON.stringify({ doc_id: documents[n]?.docId }) }),
      accepted: [202],
      requests: imports,
      inFlight,
    });
    await allCompleted();
    const seconds = (performance.now() - start) / 1000;
    await requireRows('assets');
    return { perSecond: imports / seconds };
  };

  const yardstick = async () => {
    const start = performance.now();
    let next = 0;
    const client = async () => {
      for (let file = files[next++]; file; file = files[next++]) {
        await queue.add('import', { key: file.key, account: file.account }, JOB_OPTIONS);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, client));
    await drained(queue);
    const seconds = (performance.now() - start) / 1000;
    await requireRows('yardstick');
    return { perSecond: imports / seconds };
  };

  async function allCompleted() {
    for (;;) {
      const [groups] = await sql.query('SELECT status, count(*) AS n FROM bulk_import_jobs GROUP BY status');
      const counts = new Map(
        /** @type {{ status: string, n: number }[]} */ (groups).map(({ status, n }) => [status, n]),
      );
      if (counts.get('completed') === imports) return;
      if (counts.get('failed')) throw new Error(`${counts.get('failed')} imports failed`);
      await delay(POLL_MS);
    }
  }

  /** @param {'assets' | 'yardstick'} table */
  async function requireRows(table) {
    const [[found]] = /** @type {[{ n: number }[], unknown]} */ (
      /** @type {unknown} */ (await sql.query(`SELECT count(*) AS n FROM ${table}`))
    );
    if (found?.n !== imports * rows) throw new Error(`${table} has ${found?.n} rows, not ${imports * rows}`);
  }

  const result = await measurePairs({
    title: `imports of ${rows} rows`,
    pairs: Number(values.pairs),
    must: { ratio: 0.5, perSecond: 100 },
    ours: {
      prepare: () => sql.query('TRUNCATE assets; DELETE FROM bulk_import_jobs'),
      run: ours,
      processes: { api, worker, ...mysqld },
    },
    yardstick: {
      prepare: () => sql.query('TRUNCATE yardstick'),
      run: yardstick,
      processes: { worker: bare, ...mysqld },
    },
  });
  await queue.close();
  printResults([result], values);
});
