// @ts-check
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDirtyFile } from '../files/dirty-file.mjs';
import { artifactsOf, cleaningDifferences, profileDifferences } from '../oracle/check-analysis.mjs';
import { untilDone } from './wait.mjs';

/**
 * @import { Context } from '../context.mjs'
 * @import { Random } from '../random.mjs'
 */

/** Profiles and cleanings, each compared with what is known about its file. */
export async function analyses(/** @type {Context} */ context, /** @type {Random} */ random) {
  const account = `analyses-${random.seed.toString(36)}`;
  context.accounts.add(account);
  for (let n = 0; !context.over(); n++) await analyzeOnce(context, random, account, `A${n}`);
}

/** @param {Context} context @param {Random} random @param {string} account @param {string} tag */
async function analyzeOnce(context, random, account, tag) {
  const { tally, client } = context;
  const tool = random.pick(/** @type {const} */ (['profile-my-data', 'clean-my-data']));
  const file = makeDirtyFile(random, { tag, rows: random.chance(0.85) ? random.int(60, 4_000) : 40_000 });
  const accepted = await client.send('POST /analyses', { account, file, fields: { tool } });
  if (accepted.status !== 202) throw new Error(`POST /analyses: ${accepted.status} ${accepted.bytes}`);
  const { analysis_id: id, doc_id: docId } = accepted.json;
  const path = `/analyses/${id}`;
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  context.documents.set(docId, { account, docId, sha256, sizeBytes: file.bytes.length });
  tally.count('operations', tool);
  tally.note(`${path} of ${account}: ${tool}, ${file.bytes.length} bytes`);
  if (random.chance(0.15)) {
    await sleep(random.int(0, 5_000));
    const { status } = await client.send(`POST ${path}/cancel`, { account });
    if (status === 202) tally.count('operations', 'cancel analysis');
  }
  const end = await untilDone(context, account, path);
  if (end.status === 'cancelled') {
    const { json } = await client.send(`GET ${path}/downloads`, { account });
    tally.check('cancelled analysis', path, json.items.length === 0 ? [] : [`it has ${json.items.length} artifacts`]);
    return;
  }
  const files = await artifactsOf(context, account, path, tool);
  const compare = tool === 'clean-my-data' ? cleaningDifferences : profileDifferences;
  tally.check(tool, path, compare(file, files));
  const workbook = files.get('report.xlsx');
  tally.check('report.xlsx', path, workbook?.toString('latin1', 0, 2) === 'PK' ? [] : ['is not a workbook']);
  if (!random.chance(0.2)) return;
  const { status } = await client.send(`DELETE ${path}`, { account });
  tally.count('operations', 'delete analysis');
  if (status !== 204 && status !== 404) tally.problem(`DELETE ${path}: ${status}`);
}
