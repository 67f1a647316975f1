// @ts-check
/**
 * The yardsticks of jobs: bare BullMQ workers. `bare-empty` does nothing; `bare-import` GETs an object, parses it with
 * papaparse, INSERTs its rows in one statement and PUTs a result file. BARE_CONCURRENCY is the concurrency.
 */
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import Papa from 'papaparse';
import { plainS3 } from './plain-s3.mjs';

const { DATABASE_URL = '', REDIS_URL = '', REDIS_PREFIX = '', S3_BUCKET = '', STORAGE_ENV = '' } = process.env;
const concurrency = Number(process.env.BARE_CONCURRENCY);

const pool = mysql.createPool({ uri: DATABASE_URL, connectionLimit: 10 });
const s3 = plainS3();

/** @typedef {Record<'identifier' | 'name' | 'type' | 'description' | 'valid_from' | 'valid_to' | 'is_active' | 'metadata', string>} Row */

const COLUMNS =
  'account_id, identifier, name, type, description, valid_from, valid_to, is_active, metadata, import_job_id';
const YES = ['true', 'yes', '1'];

/** @param {import('bullmq').Job<{ key: string, account: string }>} job */
async function importObject({ id = '', data: { key, account } }) {
  const object = await s3.send(new GetObjectCommand({ Bucket: S3_BUCKET, Key: key }));
  const text = (await object.Body?.transformToString()) ?? '';
  const { data: rows } = /** @type {{ data: Row[] }} */ (Papa.parse(text, { header: true, skipEmptyLines: true }));
  const values = rows.map((row) => [
    ...[account, row.identifier, row.name, row.type, row.description || null, row.valid_from, row.valid_to || null],
    ...[YES.includes(row.is_active.toLowerCase()), row.metadata || null, id],
  ]);
  await pool.query(`INSERT INTO yardstick (${COLUMNS}) VALUES ?`, [values]);
  const Body = Papa.unparse(rows.map((row, at) => ({ ...row, _row: at + 1, _status: 'inserted' })));
  const Key = `${STORAGE_ENV}/yardstick/results/${id}.csv`;
  await s3.send(new PutObjectCommand({ Bucket: S3_BUCKET, Key, Body, ContentType: 'text/csv' }));
  return { rows: rows.length };
}

const connect = () => new Redis(REDIS_URL, { maxRetriesPerRequest: null });
const workers = [
  new Worker('bare-import', importObject, { connection: connect(), prefix: REDIS_PREFIX, concurrency }),
  new Worker('bare-empty', async () => ({}), { connection: connect(), prefix: REDIS_PREFIX, concurrency }),
];
for (const worker of workers) worker.on('error', () => {});
await Promise.all(workers.map((worker) => worker.waitUntilReady()));
process.stdout.write(`ready ${process.pid}\n`);
process.once('SIGTERM', () => process.exit(0));
