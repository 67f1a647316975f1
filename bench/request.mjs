// @ts-check
/**
 * `POST /upload/request`: for new content against a Hono route with one INSERT, for known content against one with one
 * SELECT, on the same MySQL server. See docs/benchmarks.md.
 */
import { createHash, randomBytes } from 'node:crypto';
import { runMain } from '../scripts/run-main.mjs';
import { startBare } from './support/bare-jobs.mjs';
import { openBench } from './support/bench.mjs';
import { sendLoad } from './support/load.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { printResults } from './support/results.mjs';
import { smallFiles } from './support/small-files.mjs';
import { storeDocuments } from './support/stored-documents.mjs';

const HELP = `  --requests   of each kind in each measurement
  --in-flight  requests at a time
`;

await runMain(async () => {
  const values = readOptions('request', { requests: '2000', 'in-flight': '50' }, HELP);
  if (!values) return;
  const bench = await openBench('request');
  const [content = Buffer.alloc(0)] = smallFiles({ count: 1, rows: 20, seed: Number(values.seed) });
  await storeDocuments(bench, [{ account: 'bench', content }]);
  // A copy of the table with the stored document, the same keys and indexes.
  await bench.sql.query('CREATE TABLE yardstick LIKE documents; INSERT INTO yardstick SELECT * FROM documents');
  const bare = await startBare('server', bench.env);

  const headers = { authorization: `Bearer ${bench.token}` };
  /** @param {string} hash @param {number} size */
  const body = (hash, size) =>
    JSON.stringify({ doc_name: 'bench.csv', doc_hash_256: hash, file_size: size, content_type: 'text/csv' });
  const known = body(createHash('sha256').update(content).digest('hex'), content.length);
  const bodies = { new: () => body(randomBytes(32).toString('hex'), 1_000_000), known: () => known };
  const load = { requests: Number(values.requests), inFlight: Number(values['in-flight']) };

  const results = [];
  for (const [kind, route, status, ratio] of /** @type {const} */ ([
    ['new', '/insert', 201, 0.5],
    ['known', '/select', 200, 0.6],
  ])) {
    const send = () => ({ headers, body: bodies[kind]() });
    const accepted = [status];
    const result = await measurePairs({
      title: `/upload/request, ${kind}`,
      pairs: Number(values.pairs),
      must: { ratio },
      ours: {
        run: () => sendLoad({ ...load, accepted, send, url: `${bench.url}/upload/request` }),
        processes: { api: bench.api },
      },
      yardstick: {
        run: () => sendLoad({ ...load, accepted, send, url: `${bare.url}${route}` }),
        processes: { server: bare },
      },
    });
    results.push(result);
  }
  printResults(results, values);
});
