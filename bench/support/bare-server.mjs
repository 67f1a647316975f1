// @ts-check
/**
 * The yardsticks of requests: Hono routes that do only the indispensable part of a request, on the same servers. Runs
 * as a separate process and prints its port. `/parse` only reads the JSON body, `/add` adds a job to BullMQ, `/put`
 * PUTs the file of a form to S3, `/insert` and `/select` are one statement each on the table `yardstick`, `/events/ID`
 * streams the row of an import.
 */
import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { serve } from '@hono/node-server';
import { Queue } from 'bullmq';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import { JOB_OPTIONS } from './bare-jobs.mjs';
import { plainS3 } from './plain-s3.mjs';

const { DATABASE_URL = '', REDIS_URL = '', REDIS_PREFIX = '', S3_BUCKET = '', STORAGE_ENV = '' } = process.env;

const pool = mysql.createPool({ uri: DATABASE_URL, connectionLimit: 10 });
const queue = new Queue('bare-requests', {
  connection: new Redis(REDIS_URL, { maxRetriesPerRequest: null }),
  prefix: REDIS_PREFIX,
});
const s3 = plainS3();
const app = new Hono();

app.post('/parse', async (c) => {
  const body = await c.req.json();
  return c.json({ doc_id: body.doc_hash_256, status: 'UPLOAD_URL_GENERATED' }, 201);
});

app.post('/add', async (c) => {
  const { doc_id: docId } = await c.req.json();
  const jobId = randomUUID();
  await queue.add('import-file', { docId, jobId }, { ...JOB_OPTIONS, jobId });
  return c.json({ job_id: jobId, status: 'accepted' }, 202);
});

app.post('/put', async (c) => {
  const { file } = await c.req.parseBody();
  if (!(file instanceof File)) return c.json({ error: 'no file' }, 400);
  const id = randomUUID();
  const Body = Buffer.from(await file.arrayBuffer());
  const Key = `${STORAGE_ENV}/yardstick/${id}`;
  await s3.send(new PutObjectCommand({ Bucket: S3_BUCKET, Key, Body, ContentType: file.type }));
  return c.json({ doc_id: id }, 201);
});

app.post('/insert', async (c) => {
  const { doc_name: name, doc_hash_256: hash, file_size: size, content_type: type } = await c.req.json();
  const id = randomUUID();
  await pool.execute(
    `INSERT INTO yardstick (doc_id, account_id, doc_hash_256, original_filename, content_type, file_size_bytes, s3_key)
     VALUES (?, 'bench', ?, ?, ?, ?, ?)`,
    [id, hash, name, type, size, `bench/${id}`],
  );
  return c.json({ doc_id: id, status: 'UPLOAD_URL_GENERATED' }, 201);
});

app.post('/select', async (c) => {
  const { doc_hash_256: hash } = await c.req.json();
  const [rows] = await pool.execute(
    "SELECT doc_id, upload_status, file_size_bytes FROM yardstick WHERE account_id = 'bench' AND doc_hash_256 = ?",
    [hash],
  );
  const [row] = /** @type {{ doc_id: string, upload_status: string }[]} */ (rows);
  return row ? c.json({ doc_id: row.doc_id, status: row.upload_status }, 200) : c.json({ error: 'unknown' }, 404);
});

/** The open streams of each import. @type {Map<string, Set<(event: string, data: string) => void>>} */
const watched = new Map();
const POLL_MS = 500;

app.get('/events/:id', (c) =>
  streamSSE(c, async (stream) => {
    const id = c.req.param('id');
    const streams = watched.get(id) ?? new Set();
    watched.set(id, streams);
    await stream.writeSSE({ event: 'hello', data: '{}' });
    await new Promise((resolve) => {
      const send = (/** @type {string} */ event, /** @type {string} */ data) => {
        const sent = stream.writeSSE({ event, data });
        if (event === 'done') void sent.then(resolve);
      };
      stream.onAbort(() => {
        streams.delete(send);
        resolve(undefined);
      });
      streams.add(send);
    });
  }),
);

/** One query for everybody who watches an import. */
async function poll() {
  for (const [id, streams] of watched) {
    const [rows] = await pool.execute('SELECT * FROM bulk_import_jobs WHERE id = ?', [id]);
    const [row] = /** @type {{ status: string }[]} */ (rows);
    const event = row?.status === 'completed' ? 'done' : 'progress';
    const data = JSON.stringify(row);
    for (const send of streams) send(event, data);
    if (event === 'done') watched.delete(id);
  }
}
setInterval(() => void poll(), POLL_MS);

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`port ${port}\n`);
});
process.once('SIGTERM', () => server.close(() => process.exit(0)));
