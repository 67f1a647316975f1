// @ts-check
import { waitUntil } from '../../scripts/process.mjs';
import { untilDone } from './wait.mjs';

/**
 * @import { Context } from '../context.mjs'
 * @import { Random } from '../random.mjs'
 */

/** Delivers artifacts again, one by one and by runs, while everything else goes on. */
export async function deliveries(/** @type {Context} */ context, /** @type {Random} */ random) {
  const { client, tally } = context;
  while (!context.over()) {
    await waitUntil(context.over, random.int(3_000, 15_000), 100);
    const account = random.pick(['soak', ...context.accounts]);
    const { json } = await client.send('GET /downloads?status=upload_failed&limit=10', { account });
    if (json.items.length > 0 && random.chance(0.5)) {
      const { download_id: id } = random.pick(/** @type {any[]} */ (json.items));
      const { status } = await client.send(`POST /downloads/${id}/reprocess`, { account });
      tally.count('operations', 're-process artifact');
      // 409: it has been delivered in the meantime.
      if (![202, 404, 409].includes(status)) tally.problem(`POST /downloads/${id}/reprocess: ${status}`);
      continue;
    }
    const filter = random.chance(0.3) ? { account_id: '*' } : {};
    const run = await client.send('POST /reprocess-runs', { account, role: 'operator', json: { filter } });
    if (run.status !== 202) throw new Error(`POST /reprocess-runs: ${run.status} ${run.bytes}`);
    const path = `/reprocess-runs/${run.json.run_id}`;
    tally.count('operations', 're-processing run');
    if (random.chance(0.2)) {
      const { status } = await client.send(`POST ${path}/cancel`, { account });
      if (status === 202) tally.count('operations', 'cancel re-processing run');
    }
    const { status, matched, processed, succeeded, failed } = await untilDone(context, account, path);
    const counted = succeeded + failed === processed && processed <= matched;
    tally.check(
      're-processing run',
      path,
      counted ? [] : [JSON.stringify({ status, matched, processed, succeeded, failed })],
    );
  }
}
