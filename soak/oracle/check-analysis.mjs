// @ts-check
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCsv } from '../files/csv.mjs';
import { transfer } from '../stand/client.mjs';
import { listDifferences } from './check-import.mjs';

/**
 * @import { Context } from '../context.mjs'
 * @import { DirtyFile } from '../files/dirty-file.mjs'
 */

const ARTIFACTS = { 'profile-my-data': 2, 'clean-my-data': 4 };

/**
 * The artifacts of a completed analysis by kind and format, once S3 has taken them.
 * @param {Context} context @param {string} account @param {string} path @param {keyof typeof ARTIFACTS} tool
 * @returns {Promise<Map<string, Buffer>>}
 */
export async function artifactsOf({ client, tooLate }, account, path, tool) {
  let last = '';
  for (const began = Date.now(); !tooLate(began); await sleep(1_000)) {
    const { json } = await client.send(`GET ${path}/downloads?limit=100`, { account });
    last = JSON.stringify(json).slice(0, 600);
    const items = /** @type {any[]} */ (json.items);
    if (items.length !== ARTIFACTS[tool]) throw new Error(`${path} has other artifacts: ${last}`);
    if (items.some(({ status }) => status !== 'uploaded')) continue;
    /** @type {Map<string, Buffer>} */
    const files = new Map();
    for (const { download_id: id, kind, format, sha256, size_bytes: size } of items) {
      const { status, headers } = await client.send(`GET /downloads/${id}/content`, { account });
      const file = status === 302 ? await transfer(headers.get('location') ?? '') : undefined;
      if (file?.status !== 200) break;
      const found = createHash('sha256').update(file.bytes).digest('hex');
      if (found !== sha256 || file.bytes.length !== size) throw new Error(`artifact ${id} is not what it was: ${last}`);
      files.set(`${kind}.${format}`, file.bytes);
    }
    if (files.size === items.length) return files;
  }
  throw new Error(`STUCK: artifacts of ${path}: ${last}`);
}

/** @param {DirtyFile} file @param {ReadonlyMap<string, Buffer>} files */
export function profileDifferences({ columns }, files) {
  const { report } = JSON.parse(String(files.get('report.json')));
  const found = /** @type {any[]} */ (report.columns.findings);
  const actual = found.map(({ column, nulls, distinct }) => JSON.stringify({ column, nulls, distinct }));
  const expected = Object.entries(columns).map(([column, { nulls, distinct }]) =>
    JSON.stringify({ column, nulls, distinct }),
  );
  return listDifferences(actual, expected);
}

/** @param {DirtyFile} file @param {ReadonlyMap<string, Buffer>} files */
export function cleaningDifferences({ header, cleaned, quarantined, duplicates }, files) {
  const { report } = JSON.parse(String(files.get('report.json')));
  const [head = [], ...rows] = parseCsv(files.get('cleaned.csv') ?? Buffer.alloc(0));
  const text = (/** @type {readonly string[]} */ cells) => JSON.stringify(cells);
  const [, ...aside] = parseCsv(files.get('quarantined.csv') ?? Buffer.alloc(0));
  const tiles = Object.fromEntries(
    /** @type {any[]} */ (report.executiveSummary).map(({ title, value }) => [title, value]),
  );
  const counts = { 'Records kept': cleaned.length, Quarantined: quarantined.length, Duplicates: duplicates };
  return [
    ...listDifferences([text(head), ...rows.map(text)], [text(header), ...cleaned.map(text)]),
    ...listDifferences(
      aside.map(([row]) => row),
      quarantined.map(String),
    ),
    ...Object.entries(counts).flatMap(([title, count]) =>
      Number(tiles[title]) === count ? [] : [`${title} is ${tiles[title]}, not ${count}`],
    ),
  ];
}
