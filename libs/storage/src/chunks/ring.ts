import { createHash } from 'node:crypto';

/** Points of each server on the ring; more points make the shares more even. */
export const RING_NODES = 150;

/** One point of a server on the ring of unsigned 64-bit numbers. */
export interface RingNode {
  readonly serverId: string;
  readonly hashValue: bigint;
}

/** The first eight bytes of SHA-256, as an unsigned big-endian number. */
const hash64 = (text: string) => createHash('sha256').update(text).digest().readBigUInt64BE();

/** The points of a server; deterministic. */
export function ringNodes(serverId: string): bigint[] {
  return Array.from({ length: RING_NODES }, (_, i) => hash64(`${serverId}#${i}`));
}

/** The position of a chunk on the ring. */
export function ringPosition(docId: string, chunkNumber: number): bigint {
  return hash64(`${docId}:${chunkNumber}`);
}

/**
 * The servers in clockwise order from `position`, each once; equal points are ordered by server ID. `nodes` may come in
 * any order: only the nearest point of each server counts, so only the servers are sorted.
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
