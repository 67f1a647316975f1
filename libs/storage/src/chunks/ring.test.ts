import { createHash } from 'node:crypto';
import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RING_NODES, type RingNode, ringNodes, ringPosition, walkRing } from './ring.ts';

const DOCUMENTS = 1_000;
const CHUNKS = 6;
const PLACEMENTS = DOCUMENTS * CHUNKS;

const ringOf = (servers: readonly string[]): RingNode[] =>
  servers.flatMap((serverId) => ringNodes(serverId).map((hashValue) => ({ serverId, hashValue })));

/** The server of every chunk of `DOCUMENTS` documents. */
function placements(servers: readonly string[], seed: number): string[] {
  const ring = sortedRing(ringOf(servers));
  const at = (i: number) => ringPosition(`${seed}-${Math.floor(i / CHUNKS)}`, i % CHUNKS);
  return Array.from({ length: PLACEMENTS }, (_, i) => firstAfter(ring, at(i)));
}

// A second, faster implementation: sorts the nodes and finds the first at or after the position by binary search.
const sortedRing = (ring: readonly RingNode[]) =>
  [...ring].sort((a, b) =>
    a.hashValue === b.hashValue ? (a.serverId < b.serverId ? -1 : 1) : a.hashValue < b.hashValue ? -1 : 1,
  );
function firstIndex(sorted: readonly RingNode[], position: bigint): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as RingNode).hashValue < position) low = middle + 1;
    else high = middle;
  }
  return low % sorted.length;
}
const firstAfter = (sorted: readonly RingNode[], position: bigint) =>
  (sorted[firstIndex(sorted, position)] as RingNode).serverId;

/**
 * How far the share of one of n servers may be from its mean p = 1/n. 150n random points split the ring into arcs, 150
 * of them the server's: their sum is Beta(150, 150(n - 1)) distributed, with variance p(1 - p) / (150n + 1), which for
 * many servers is a relative deviation of 1/sqrt(150) = 8%. Drawing 6,000 chunks adds the binomial p(1 - p) / 6,000.
 * A normal distribution exceeds six standard deviations once in 5e8, so that any seed may be used.
 */
function bound(n: number): number {
  const p = 1 / n;
  return 6 * Math.sqrt(p * (1 - p) * (1 / (RING_NODES * n + 1) + 1 / PLACEMENTS));
}

const anyServers = fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 8 });
const anySeed = fc.nat();
const few = runs(10);

describe('the ring', () => {
  it('has 150 deterministic points per server, each eight bytes of a SHA-256', () => {
    const nodes = ringNodes('0193-a');
    expect(nodes).toHaveLength(150);
    expect(new Set(nodes).size).toBe(150);
    expect(ringNodes('0193-a')).toEqual(nodes);
    const hex = createHash('sha256').update('0193-a#149').digest('hex').slice(0, 16);
    expect(nodes[149]).toBe(BigInt(`0x${hex}`));
    expect(ringPosition('doc', 5)).toBe(BigInt(`0x${createHash('sha256').update('doc:5').digest('hex').slice(0, 16)}`));
  });

  it('is walked clockwise, wrapping around at the end, and yields each server once', () => {
    const nodes: RingNode[] = [
      { serverId: 'c', hashValue: 2n ** 64n - 1n },
      { serverId: 'a', hashValue: 10n },
      { serverId: 'b', hashValue: 20n },
      { serverId: 'a', hashValue: 30n },
    ];
    expect(walkRing(nodes, 0n)).toEqual(['a', 'b', 'c']);
    expect(walkRing(nodes, 10n)).toEqual(['a', 'b', 'c']);
    expect(walkRing(nodes, 11n)).toEqual(['b', 'a', 'c']);
    expect(walkRing(nodes, 31n)).toEqual(['c', 'a', 'b']);
    expect(walkRing(nodes, 2n ** 64n - 1n)).toEqual(['c', 'a', 'b']);
    expect(walkRing([], 5n)).toEqual([]);
  });

  it('orders servers that share a point by ID', () => {
    const shared = ['y', 'x', 'z'].map((serverId) => ({ serverId, hashValue: 7n }));
    expect(walkRing(shared, 3n)).toEqual(['x', 'y', 'z']);
    expect(walkRing(shared, 8n)).toEqual(['x', 'y', 'z']);
  });

  it('yields the same order whatever the order of its points', () => {
    const anyNode = fc.record({
      serverId: fc.constantFrom('a', 'b', 'c', 'd'),
      hashValue: fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    });
    const anyPosition = fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
    fc.assert(
      fc.property(fc.array(anyNode, { minLength: 1 }), anyPosition, (nodes, position) => {
        const sorted = sortedRing(nodes);
        const from = firstIndex(sorted, position);
        const walked = [...sorted.slice(from), ...sorted.slice(0, from)].map(({ serverId }) => serverId);
        expect(walkRing(nodes, position)).toEqual([...new Set(walked)]);
      }),
      runs(),
    );
  });
});

describe('the placement of 1,000 documents of six chunks', () => {
  it('spreads over three servers as evenly as 150 points each make likely', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 3, maxLength: 3 }), anySeed, (servers, seed) => {
        const placed = placements(servers, seed);
        for (const server of servers) {
          const share = placed.filter((one) => one === server).length / PLACEMENTS;
          expect(Math.abs(share - 1 / 3)).toBeLessThanOrEqual(bound(3));
        }
      }),
      few,
    );
    // The bound is tight enough to notice if only two of the three servers got chunks.
    expect(1 / 3 + bound(3)).toBeLessThan(1 / 2);
  });

  it('moves about 1/(n + 1) of the chunks to an added server, and no others', () => {
    fc.assert(
      fc.property(anyServers, anySeed, (servers, seed) => {
        const [added = '', ...old] = servers;
        const before = placements(old, seed);
        const after = placements(servers, seed);
        const moved = after.filter((server, i) => server !== before[i]);
        expect(new Set(moved)).toEqual(new Set([added]));
        const n = servers.length;
        expect(Math.abs(moved.length / PLACEMENTS - 1 / n)).toBeLessThanOrEqual(bound(n));
      }),
      few,
    );
  });

  it('moves only the chunks of a removed server, each to the next server on the ring', () => {
    fc.assert(
      fc.property(anyServers, anySeed, (servers, seed) => {
        const [removed, ...left] = servers;
        const before = placements(servers, seed);
        const after = placements(left, seed);
        expect(after.filter((server, i) => before[i] !== removed && server !== before[i])).toEqual([]);
        const ring = ringOf(servers);
        for (let i = 0; i < PLACEMENTS; i += 500) {
          const walked = walkRing(ring, ringPosition(`${seed}-${Math.floor(i / CHUNKS)}`, i % CHUNKS));
          expect(walked.find((server) => server !== removed)).toBe(after[i]);
          expect(walked[0]).toBe(before[i]);
        }
      }),
      few,
    );
  });
});
