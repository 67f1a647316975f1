import { randomFillSync } from 'node:crypto';
import { v5, v7, validate } from 'uuid';

/** Namespace of the deterministic IDs (UUIDv5, RFC 9562) that Sluice derives from an owner. */
const DERIVED_IDS = 'b1b58f4e-6c33-4f0e-9f0c-6d6f3a1c5a11';

/** Random bytes for many IDs: asking the system for those of each one takes longer than everything else. */
const pool = Buffer.alloc(4_096);
const BYTES = 16;
let used = pool.length;
let last = { msecs: 0, seq: 0 };

function randomBytes(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return pool.subarray(used - BYTES, used);
}

/**
 * A new time-ordered ID (UUIDv7, RFC 9562): index-friendly and safe to show. Each ID of a process is greater than the one before:
 * its counter starts at a random number in each millisecond (RFC 9562, 6.2, method 1).
 */
export function newId(): string {
  const random = randomBytes();
  const now = Date.now();
  if (now > last.msecs) last = { msecs: now, seq: random.readUInt32BE(6) >>> 1 };
  else if (last.seq < 0xffff_ffff) last = { msecs: last.msecs, seq: last.seq + 1 };
  else last = { msecs: last.msecs + 1, seq: 0 };
  return v7({ ...last, random });
}

/** The ID of the download of an import or analysis with this kind and format; every retry computes the same one. */
export const downloadId = (ownerId: string, kind: string, format: string): string =>
  v5(`${ownerId}/${kind}/${format}`, DERIVED_IDS);

export const isId = (text: string): boolean => validate(text);
