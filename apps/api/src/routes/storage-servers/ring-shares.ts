/** A server's place on the ring of unsigned 64-bit numbers. */
interface Node {
  readonly serverId: string;
  readonly hashValue: bigint;
}

const RING = 2 ** 64;

/** The part of the ring that each server answers for: a place, and all before it back to the place of another. */
export function ringShares(nodes: readonly Node[]): Map<string, number> {
  const sorted = [...nodes].sort((a, b) => (a.hashValue < b.hashValue ? -1 : 1));
  const shares = new Map<string, number>();
  let before = sorted.at(-1)?.hashValue;
  for (const { serverId, hashValue } of sorted) {
    // The only place of all has the whole ring before it.
    const arc = sorted.length === 1 ? RING : Number(BigInt.asUintN(64, hashValue - (before ?? 0n)));
    shares.set(serverId, (shares.get(serverId) ?? 0) + arc / RING);
    before = hashValue;
  }
  return shares;
}
