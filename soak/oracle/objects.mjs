// @ts-check
import { createHash } from 'node:crypto';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { transfer } from '../stand/client.mjs';
import { BUCKET, STORAGE_ENV } from '../stand/fleet.mjs';

/**
 * @import { Log } from '../../scripts/progress.mjs'
 * @import { Context } from '../context.mjs'
 */

/** SHA-256 and size of objects one after the other. @param {Context} context @param {readonly { bucket: string, key: string }[]} parts */
async function hashOf({ s3 }, parts) {
  const hash = createHash('sha256');
  let size = 0;
  for (const { bucket, key } of parts) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    for await (const bytes of /** @type {AsyncIterable<Buffer>} */ (Body)) {
      hash.update(bytes);
      size += bytes.length;
    }
  }
  return { sha256: hash.digest('hex'), size };
}

/** @param {Context} context @param {readonly { bucket: string, key: string }[]} parts @param {{ sha256: string | null, size: string | null }} should */
async function objectDifferences(context, parts, should) {
  try {
    const { sha256, size } = await hashOf(context, parts);
    if (sha256 === should.sha256 && String(size) === should.size) return [];
    return [`${size} bytes with ${sha256}, not ${should.size} with ${should.sha256}`];
  } catch (error) {
    return [`${parts.map(({ key }) => key)}: ${error}`];
  }
}

/**
 * Rows and objects: every complete document and delivered artifact has its bytes, and no object exists that no row names.
 * @param {Context} context @param {Log} log
 */
export async function checkObjects(context, log) {
  const { tally, db } = context;
  /** @type {Set<string>} */
  const named = new Set([`${BUCKET} ${STORAGE_ENV}/installation.json`]);
  const documents = await db.rows('SELECT * FROM documents');
  const chunks = await db.rows(
    'SELECT c.*, s.bucket FROM document_chunks c JOIN storage_servers s USING (server_id) ORDER BY doc_id, chunk_number',
  );
  log(`reading ${documents.length} documents`);
  for (const row of documents) {
    const own = chunks.filter(({ doc_id }) => doc_id === row.doc_id);
    const parts =
      row.storage === 'chunked'
        ? own.map(({ bucket, s3_key }) => ({ bucket: bucket ?? '', key: s3_key ?? '' }))
        : [{ bucket: BUCKET, key: row.s3_key ?? '' }];
    for (const { bucket, key } of parts) named.add(`${bucket} ${key}`);
    if (row.upload_status !== 'UPLOAD_COMPLETE') continue;
    const should = { sha256: row.doc_hash_256 ?? null, size: row.file_size_bytes ?? null };
    tally.check('object of a document', `${row.doc_id}`, await objectDifferences(context, parts, should));
  }
  const downloads = await db.rows('SELECT * FROM downloads');
  log(`reading ${downloads.length} artifacts`);
  for (const row of downloads) {
    const key = row.s3_path ?? '';
    named.add(`${BUCKET} ${key}`);
    if (row.status !== 'uploaded') continue;
    const should = { sha256: row.sha256 ?? null, size: row.size_bytes ?? null };
    const found = await objectDifferences(context, [{ bucket: BUCKET, key }], should);
    tally.check('object of an artifact', `${row.download_id} ${row.file_name}`, found);
  }
  await checkKept(context);
  await checkStrays(context, named);
}

/** Checks documents that were reported as complete, reading them as a client does. @param {Context} context */
async function checkKept(context) {
  const { tally, client } = context;
  for (const { account, docId, sha256, sizeBytes } of context.documents.values()) {
    const { status, bytes } = await client.send(`GET /documents/${docId}/content`, { account });
    const found = createHash('sha256').update(bytes).digest('hex');
    const same = status === 200 && found === sha256 && bytes.length === sizeBytes;
    tally.check('document as read', docId, same ? [] : [`${status}, ${bytes.length} bytes of ${sizeBytes}, ${found}`]);
  }
  for (const account of context.accounts) {
    const { json } = await client.send('GET /downloads?limit=20', { account });
    for (const { download_id: id, sha256, status } of json.items) {
      if (status !== 'uploaded') continue;
      const { headers } = await client.send(`GET /downloads/${id}/content`, { account });
      const file = await transfer(headers.get('location') ?? '');
      const found = file && createHash('sha256').update(file.bytes).digest('hex');
      const same = file?.status === 200 && (sha256 === undefined || found === sha256);
      tally.check('artifact as read', id, same ? [] : [`${file?.status}, ${found}`]);
    }
  }
}

/** @param {Context} context @param {ReadonlySet<string>} named */
async function checkStrays({ tally, db, s3 }, named) {
  const servers = await db.rows('SELECT DISTINCT bucket FROM storage_servers');
  const buckets = new Set([BUCKET, ...servers.map(({ bucket }) => bucket ?? '')]);
  /** @type {string[]} */
  const strays = [];
  for (const Bucket of buckets) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      for (const { Key = '' } of Contents) {
        tally.count('checks', 'object named by a row');
        if (!named.has(`${Bucket} ${Key}`) && !Key.endsWith('/installation.json')) strays.push(`${Bucket} ${Key}`);
      }
    }
  }
  tally.note(`objects that no row names: ${strays.join(', ') || 'none'}`);
  tally.check('no stray objects', `${strays.length}`, strays.slice(0, 5));
}
