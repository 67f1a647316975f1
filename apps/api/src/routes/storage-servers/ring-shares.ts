/** A server's point on the ring of unsigned 64-bit integers. */
interface Node {
  readonly serverId: string;
  readonly hashValue: bigint;
}

const RING = 2 ** 64;

/** The share of the ring of each server: from each of its points back to the previous point of another server. */
export function ringShares(nodes: readonly Node[]): Map<string, number> {
  const sorted = [...nodes].sort((a, b) => (a.hashValue < b.hashValue ? -1 : 1));
  const shares = new Map<string, number>();
  let before = sorted.at(-1)?.hashValue;
  for (const { serverId, hashValue } of sorted) {
    // A single point owns the whole ring.
    const arc = sorted.length === 1 ? RING : Number(BigInt.asUintN(64, hashValue - (before ?? 0n)));
    shares.set(serverId, (shares.get(serverId) ?? 0) + arc / RING);
    before = hashValue;
  }
  return shares;
}
