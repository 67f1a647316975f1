import { readFile } from 'node:fs/promises';
import type { ContentHashes, HashStore } from '@sluice/client';
import { z } from 'zod';
import { writePrivate } from './write-private.ts';

const KEPT = 1_000;
const storeSchema = z.record(
  z.string(),
  z.object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    chunkHashes: z.array(z.string()).optional(),
    at: z.number(),
  }),
);

/** Caches the hashes of files, so that a resumed upload need not hash the file again. Ignores read and write errors. */
export function fileHashStore(file: string): HashStore {
  const read = async () => {
    try {
      return storeSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch {
      return {};
    }
  };
  return {
    async get(fingerprint) {
      const found = (await read())[fingerprint];
      if (!found) return undefined;
      return { sha256: found.sha256, ...(found.chunkHashes ? { chunkHashes: found.chunkHashes } : {}) };
    },
    async set(fingerprint, { sha256, chunkHashes }: ContentHashes) {
      const all = {
        ...(await read()),
        [fingerprint]: { sha256, ...(chunkHashes ? { chunkHashes } : {}), at: Date.now() },
      };
      const newest = Object.entries(all)
        .sort(([, a], [, b]) => b.at - a.at)
        .slice(0, KEPT);
      await writePrivate(file, JSON.stringify(Object.fromEntries(newest))).catch(() => {});
    },
  };
}
