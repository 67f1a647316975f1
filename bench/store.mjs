// @ts-check
/**
 * Storing small documents through `POST /documents` (hashed, recorded, once per content) against a Hono route that PUTs
 * the file of the same form to the same S3. See docs/benchmarks.md.
 */
import { randomBytes } from 'node:crypto';
import { runMain } from '../scripts/run-main.mjs';
import { startBare } from './support/bare-jobs.mjs';
import { openBench } from './support/bench.mjs';
import { formOf, sendLoad } from './support/load.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { printResults } from './support/results.mjs';
import { smallFiles } from './support/small-files.mjs';

const HELP = `  --requests   documents in each measurement, of 2 KB each
  --in-flight  requests at a time
`;
const BYTES = 2_048;

await runMain(async () => {
  const values = readOptions('store', { requests: '500', 'in-flight': '50' }, HELP);
  if (!values) return;
  const requests = Number(values.requests);
  const inFlight = Number(values['in-flight']);
  const bench = await openBench('store');
  const bare = await startBare('server', bench.env);
  const contents = smallFiles({ count: requests, rows: 16, seed: Number(values.seed) });

  /** A CSV of exactly 2 KB with new content. @param {number} n */
  const fresh = (n) => {
    const mark = `${randomBytes(8).toString('hex')}\n`;
    const rows = contents[n] ?? Buffer.alloc(0);
    return (
      Buffer.concat([rows, Buffer.alloc(BYTES, ' ')])
        .subarray(0, BYTES - mark.length)
        .toString('latin1') + mark
    );
  };
  const load = { accepted: [201], requests, inFlight };
  const headers = { authorization: `Bearer ${bench.token}` };
  const store = () =>
    sendLoad({ ...load, url: `${bench.url}/documents`, send: (n) => formOf(Buffer.from(fresh(n), 'latin1'), headers) });
  const put = () => sendLoad({ ...load, url: `${bare.url}/put`, send: (n) => formOf(Buffer.from(fresh(n), 'latin1')) });

  const result = await measurePairs({
    title: `store ${BYTES} bytes`,
    pairs: Number(values.pairs),
    must: { ratio: 0.5 },
    ours: { run: store, processes: { api: bench.api } },
    yardstick: { run: put, processes: { server: bare } },
  });
  printResults([result], values);
});
