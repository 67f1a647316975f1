// @ts-check
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @import { Context } from '../context.mjs'
 * @import { Random } from '../random.mjs'
 */

const LISTS = [
  ...[
    '/documents',
    '/assets/bulk',
    '/contacts/bulk',
    '/analyses',
    '/downloads',
    '/reprocess-runs',
    '/assets',
    '/contacts',
    '/orders',
    '/machines',
  ],
  ...['/jobs', '/jobs/stats', '/traces', '/error-logs', '/queues', '/storage-servers', '/retention-holds', '/tools'],
];

/** Reads lists and documents, as a dashboard and its users do. */
export async function reads(/** @type {Context} */ context, /** @type {Random} */ random) {
  const { client, tally } = context;
  while (!context.over()) {
    await sleep(random.int(100, 1_500));
    if (random.chance(0.7)) {
      const path = random.pick(LISTS);
      const account = random.pick(['soak', ...context.accounts]);
      const { status, bytes } = await client.send(`GET ${path}`, { account, role: 'operator' });
      tally.count('operations', 'read a list');
      if (status !== 200) tally.problem(`GET ${path}: ${status} ${bytes.toString().slice(0, 300)}`);
      continue;
    }
    const kept = random.pick([...context.documents.values(), undefined]);
    if (!kept) continue;
    const { status, bytes } = await client.send(`GET /documents/${kept.docId}/content`, { account: kept.account });
    tally.count('operations', 'read a document');
    // It may have been deleted in the meantime.
    if (!context.documents.has(kept.docId)) continue;
    const found = createHash('sha256').update(bytes).digest('hex');
    const same = status === 200 && found === kept.sha256;
    // Deleted by a request that has not been answered yet.
    const deleting = status === 404 || status === 409;
    tally.check('document as read', kept.docId, same || deleting ? [] : [`${status}, ${bytes.length} bytes`]);
  }
}
