import { describe, expect, it } from 'vitest';
import { ringShares } from './view.ts';

const at = (serverId: string, hashValue: bigint) => ({ serverId, hashValue });

describe('ringShares', () => {
  it('gives a point the arc back to the previous point, also across zero', () => {
    const quarter = 2n ** 62n;
    const nodes = [at('a', quarter), at('b', 3n * quarter), at('a', 2n * quarter)];
    // a has the arc from b's point across zero to its first point, and on to its second; b has the rest.
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
