import { describe, expect, it } from 'vitest';
import { ringShares } from './view.ts';

const at = (serverId: string, hashValue: bigint) => ({ serverId, hashValue });

describe('ringShares', () => {
  it('gives a point everything back to the previous one, also across zero', () => {
    const quarter = 2n ** 62n;
    const nodes = [at('a', quarter), at('b', 3n * quarter), at('a', 2n * quarter)];
    // a: from b's place over zero to its first, and on to its second; b: from there to its own.
    expect(ringShares(nodes)).toEqual(
      new Map([
        ['a', 0.75],
        ['b', 0.25],
      ]),
    );
  });

  it('gives a single point the whole ring, and no points nothing', () => {
    expect(ringShares([at('a', 5n)])).toEqual(new Map([['a', 1]]));
    expect(ringShares([])).toEqual(new Map());
  });
});
