import { createHash } from 'node:crypto';

/** Points that each server has on the ring: the more, the more even the shares. */
export const RING_NODES = 150;

/** One point of a server on the ring of unsigned 64-bit numbers. */
export interface RingNode {
  readonly serverId: string;
  readonly hashValue: bigint;
}

/** The first eight bytes of SHA-256, as an unsigned big-endian number. */
const hash64 = (text: string) => createHash('sha256').update(text).digest().readBigUInt64BE();

/** The points of a server, the same everywhere and for ever. */
export function ringNodes(serverId: string): bigint[] {
  return Array.from({ length: RING_NODES }, (_, i) => hash64(`${serverId}#${i}`));
}

/** The point from which a chunk looks for its server. */
export function ringPosition(docId: string, chunkNumber: number): bigint {
  return hash64(`${docId}:${chunkNumber}`);
}

/**
 * The servers in the order in which one meets them clockwise from `position`, each once; equal points by server id.
 * `nodes` may come in any order: a server is met at its nearest point, so the distances decide and nothing is sorted but
 * the servers.
 */
export function walkRing(nodes: readonly RingNode[], position: bigint): string[] {
  const nearest = new Map<string, bigint>();
  for (const { serverId, hashValue } of nodes) {
    const distance = BigInt.asUintN(64, hashValue - position);
    const known = nearest.get(serverId);
    if (known === undefined || distance < known) nearest.set(serverId, distance);
  }
  const met = [...nearest].sort(([idA, a], [idB, b]) => {
    if (a !== b) return a < b ? -1 : 1;
    return idA < idB ? -1 : 1;
  });
  return met.map(([serverId]) => serverId);
}
