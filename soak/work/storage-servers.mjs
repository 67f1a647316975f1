// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../scripts/process.mjs';

/**
 * @import { Context } from '../context.mjs'
 * @import { Random } from '../random.mjs'
 */

const NAMES = ['north', 'south'];

/** Registers storage servers, drains them while documents arrive, and takes them back. */
export async function storageServers(/** @type {Context} */ context, /** @type {Random} */ random) {
  const { client, tally, db } = context;
  const call = (/** @type {string} */ request, /** @type {unknown} */ json) =>
    client.send(request, { role: 'operator', ...(json ? { json } : {}) });
  for (const name of NAMES) {
    const { status } = await call('POST /storage-servers', { name, endpoint: null, bucket: `sluice-soak-${name}` });
    // 409: it exists already, from an earlier round.
    if (status !== 201 && status !== 409) tally.problem(`POST /storage-servers: ${status}`);
  }
  while (!context.over()) {
    await waitUntil(context.over, random.int(5_000, 30_000), 100);
    const { json } = await call('GET /storage-servers', undefined);
    const server = random.pick(/** @type {any[]} */ (json.items));
    const path = `/storage-servers/${server.server_id}`;
    const { status } = await call(`POST ${path}/drain`, undefined);
    tally.count('operations', 'drain storage server');
    if (status !== 202) tally.problem(`POST ${path}/drain: ${status}`);
    const patience = random.chance(0.7) ? Number.POSITIVE_INFINITY : random.int(0, 2_000);
    const drained = await untilInactive(context, server.server_id, patience);
    if (drained) {
      const [row] = await db.rows('SELECT COUNT(*) AS count FROM document_chunks WHERE server_id = ?', [
        server.server_id,
      ]);
      tally.check('drained storage server', server.name, row?.count === '0' ? [] : [`${row?.count} chunks`]);
    } else if (!Number.isFinite(patience)) tally.problem(`STUCK: draining ${path}`);
    await call(`POST ${path}/activate`, undefined);
  }
}

/** @param {Context} context @param {string} serverId @param {number} patience */
async function untilInactive({ db, tooLate }, serverId, patience) {
  for (const began = Date.now(); Date.now() < began + patience && !tooLate(began); await sleep(300)) {
    const [row] = await db.rows('SELECT status FROM storage_servers WHERE server_id = ?', [serverId]);
    if (row?.status === 'inactive') return true;
  }
  return false;
}
