// @ts-check
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { csvLine } from '../files/csv.mjs';
import { transfer } from '../stand/client.mjs';

/**
 * @import { Context } from '../context.mjs'
 * @import { Random } from '../random.mjs'
 */

/**
 * @typedef {object} Upload
 * @property {Context} context
 * @property {Random} random
 * @property {string} account
 * @property {Buffer} bytes
 * @property {string} sha256
 */

/** What a client may do with an upload. */
const STORIES = {
  straight: 6,
  interrupted: 4,
  'never completed': 2,
  abandoned: 2,
  'other size': 2,
  'wrong bytes': 2,
  'two clients': 2,
  'through the API too': 1,
};

/** Uploads with presigned URLs, in one piece and in chunks, by clients that are not always good. */
export async function uploads(/** @type {Context} */ context, /** @type {Random} */ random) {
  const account = `uploads-${random.seed.toString(36)}`;
  context.accounts.add(account);
  for (let n = 0; !context.over(); n++) {
    const rows = random.chance(0.5) ? random.int(3, 1_000) : random.int(5_000, 60_000);
    const lines = Array.from({ length: rows }, (_, at) => csvLine([`U${n}-${at}`, `name ${random.int(0, 1e9)}`]));
    const bytes = Buffer.from(`${csvLine(['identifier', 'name'])}${lines.join('')}`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await tell({ context, random, account, bytes, sha256 }, random.weighted(STORIES));
    await sleep(random.int(0, 2_000));
  }
}

/** @param {Upload} upload @param {keyof typeof STORIES} story */
async function tell(upload, story) {
  const { context, random, account, bytes, sha256 } = upload;
  const { tally, client } = context;
  const { docId } = await announce(upload);
  tally.count('operations', `upload ${story}`);
  tally.note(`upload ${docId} of ${account}: ${story}, ${bytes.length} bytes`);
  switch (story) {
    case 'straight':
      await put(upload, 1);
      break;
    case 'interrupted':
      await put(upload, random.next());
      await sleep(random.int(0, 3_000));
      await put(upload, random.next());
      break;
    case 'never completed':
      // The sweep verifies it when all bytes are there. An upload that was interrupted on the way to S3 expires.
      await put(upload, 1);
      return;
    case 'abandoned':
      await put(upload, random.next() * 0.8);
      return;
    case 'other size': {
      const { status } = await request(upload, bytes.length + random.int(1, 1_000));
      // The upload itself may have been verified in the meantime, or its session may be over.
      tally.check('conflicting size is refused', docId, [409, 422].includes(status) ? [] : [`${status}`]);
      break;
    }
    case 'wrong bytes':
      await put({ ...upload, bytes: Buffer.from(bytes.map((byte, at) => (at % 50 === 7 ? byte ^ 1 : byte))) }, 1);
      await client.send(`POST /upload/${docId}/complete`, { account });
      break;
    case 'two clients':
      await Promise.all([put(upload, 1), put(upload, 1)]);
      break;
    case 'through the API too': {
      const file = { bytes, name: 'rows.csv', type: 'text/csv' };
      const [{ status }] = await Promise.all([client.send('POST /documents', { account, file }), put(upload, 1)]);
      if (status !== 200 && status !== 201) tally.problem(`POST /documents: ${status}`);
      break;
    }
  }
  await complete(upload, docId);
  context.documents.set(docId, { account, docId, sha256, sizeBytes: bytes.length });
  tally.count('checks', 'upload completed');
  if (!random.chance(0.3)) return;
  const answer = await client.send(`DELETE /documents/${docId}`, { account });
  tally.count('operations', 'delete document');
  if (answer.status === 204 || answer.status === 404) context.documents.delete(docId);
  else tally.problem(`DELETE /documents/${docId}: ${answer.status} ${answer.bytes}`);
}

/** @param {Upload} upload */
function request({ context, account, bytes, sha256 }, size = bytes.length) {
  const json = { doc_name: 'rows.csv', doc_hash_256: sha256, file_size: size, content_type: 'text/csv' };
  return context.client.send('POST /upload/request', { account, json });
}

/** @param {Upload} upload */
async function announce(upload) {
  const { status, json, bytes } = await request(upload);
  if (status !== 200 && status !== 201) throw new Error(`POST /upload/request: ${status} ${bytes}`);
  return { docId: String(json.doc_id), offer: json };
}

/** Sends a share of what is missing to S3. What fails is left to the next call. @param {Upload} upload @param {number} share */
async function put(upload, share) {
  const { offer } = await announce(upload);
  const whole = {
    url: offer.s3_presigned_url,
    offset: 0,
    size: upload.bytes.length,
    required_headers: offer.required_headers,
  };
  const parts = /** @type {any[]} */ (offer.chunks ?? [whole]).filter(({ url }) => url !== null);
  for (const { url, offset, size, required_headers: headers } of upload.random.shuffle(parts)) {
    if (!upload.random.chance(share)) continue;
    const body = new Uint8Array(upload.bytes.subarray(offset, offset + size));
    const sent = await transfer(url, { method: 'PUT', headers: headers ?? {}, body });
    if (sent?.status !== 200) upload.context.tally.note(`PUT ${new URL(url).pathname}: ${sent?.status} ${sent?.bytes}`);
  }
}

/** Sends what is missing and completes, as often as it takes, until the document is complete. @param {Upload} upload @param {string} docId */
async function complete(upload, docId) {
  const { context, account } = upload;
  const { client, tooLate } = context;
  let last = '';
  for (const began = Date.now(); !tooLate(began); await sleep(500)) {
    const { json, status, bytes } = await client.send(`POST /upload/${docId}/complete`, { account });
    last = `${status} ${bytes.toString().slice(0, 300)}`;
    if (json?.status === 'UPLOAD_COMPLETE') return;
    if (status !== 202) await put(upload, 1);
  }
  throw new Error(`STUCK: upload ${docId}, last: ${last}`);
}
