// @ts-check
/**
 * An import as a good engineer would write it in an afternoon: papaparse, zod and drizzle in one loop. `node
 * plain-loop.mjs FILE URL` imports FILE into `assets` of the database URL; the second yardstick of the import.
 */
import { createReadStream } from 'node:fs';
import { drizzle } from 'drizzle-orm/mysql2';
import mysql from 'mysql2/promise';
import Papa from 'papaparse';
import { z } from 'zod';
import { assets } from '../../libs/db/dist/schema/assets.js';

const BATCH_ROWS = 1_000;
const [file = '', url = ''] = process.argv.slice(2);
const blank = z.literal('').transform(() => undefined);

const date = z.iso.date().transform((text) => new Date(text));
const row = z
  .object({
    identifier: z.string().min(1).max(255),
    name: z.string().min(1).max(255),
    type: z.enum(['person', 'device', 'asset', 'inventory', 'other']).or(blank),
    description: z.string().max(1024).or(blank),
    valid_from: date.or(blank),
    valid_to: date.or(blank),
    is_active: z
      .enum(['true', 'false', '1', '0', 'yes', 'no'])
      .transform((text) => ['true', '1', 'yes'].includes(text))
      .or(blank),
    metadata: z
      .string()
      .transform((text, ctx) => {
        try {
          return /** @type {unknown} */ (JSON.parse(text));
        } catch {
          ctx.addIssue({ code: 'custom', message: 'not JSON' });
          return z.NEVER;
        }
      })
      .or(blank),
  })
  .refine(({ valid_from: from, valid_to: to }) => !from || !to || to >= from, { path: ['valid_to'] });

const pool = mysql.createPool({ uri: url, charset: 'utf8mb4', timezone: 'Z' });
const db = drizzle(pool);
const seen = new Set();
let batch = /** @type {object[]} */ ([]);
let bad = 0;

async function flush() {
  if (batch.length === 0) return;
  const rows = batch;
  batch = [];
  await db.insert(assets).values(/** @type {never} */ (rows));
}

const parser = createReadStream(file).pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true, skipEmptyLines: true }));
for await (const record of parser) {
  const parsed = row.safeParse(record);
  if (!parsed.success || seen.has(parsed.data.identifier)) {
    bad++;
    continue;
  }
  const { valid_from: validFrom, valid_to: validTo, is_active: isActive, ...rest } = parsed.data;
  seen.add(rest.identifier);
  batch.push({ ...rest, accountId: 'bench', validFrom, validTo, isActive });
  if (batch.length >= BATCH_ROWS) await flush();
}
await flush();
await pool.end();
process.stdout.write(`${JSON.stringify({ bad })}\n`);
