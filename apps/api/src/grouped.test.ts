import { describe, expect, it } from 'vitest';
import { Grouped, type GroupedOptions } from './grouped.ts';

/** Answers with ten times the call, when told to. */
function gated(options: Partial<GroupedOptions<number, number>> = {}) {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const grouped = new Grouped<number, number>({
    isShared: (error) => error === 'outage',
    late: () => new Error('late'),
    answer: async (calls) => {
      groups.push([...calls]);
      await new Promise<void>((open) => gates.push(open));
      if (calls.includes(13)) throw new Error('unlucky');
      if (calls.includes(99)) throw 'outage';
      return calls.map((call) => call * 10);
    },
    ...options,
  });
  const open = async () => {
    for (const gate of gates.splice(0)) gate();
    await new Promise((done) => setTimeout(done, 5));
  };
  return { grouped, groups, open };
}

const turn = () => new Promise((done) => setTimeout(done, 5));

describe('Grouped', () => {
  it('answers calls that arrive together, and those that arrive meanwhile, as groups', async () => {
    const { grouped, groups, open } = gated({ lanes: 1 });
    const first = [1, 2].map((n) => grouped.call(n));
    await turn();
    const second = [3, 4, 5].map((n) => grouped.call(n));
    await turn();
    expect(groups).toEqual([[1, 2]]);
    await open();
    await open();
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40, 50]);
  });

  it('has at most so many groups at a time, and so many calls in each', async () => {
    const { grouped, groups, open } = gated({ lanes: 2, most: 2 });
    const all = [1, 2, 3, 4, 5].map((n) => grouped.call(n));
    await turn();
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ]);
    await open();
    await open();
    expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50]);
  });

  it('has a mebibyte in a group at most, unless one call is larger', async () => {
    const { grouped, groups, open } = gated({ lanes: 1, bytesOf: (call) => call * 1024 });
    const all = [600, 400, 100, 2_000, 1, 2].map((n) => grouped.call(n));
    for (let n = 0; n < 4; n++) await turn().then(open);
    await Promise.all(all);
    expect(groups).toEqual([[600, 400], [100], [2_000], [1, 2]]);
  });

  it('answers each alone after an error of one of them', async () => {
    const { grouped, open } = gated();
    const all = Promise.allSettled([1, 13, 3].map((n) => grouped.call(n)));
    for (let n = 0; n < 3; n++) await turn().then(open);
    expect(await all).toMatchObject([
      { status: 'fulfilled', value: 10 },
      { status: 'rejected', reason: { message: 'unlucky' } },
      { status: 'fulfilled', value: 30 },
    ]);
  });

  it('gives up a group that is not answered, and answers those behind it', async () => {
    const { grouped, groups, open } = gated({ lanes: 1, patienceMs: 20 });
    const stuck = [1, 2].map((n) => grouped.call(n));
    await expect(Promise.all(stuck)).rejects.toThrow('late');
    const next = grouped.call(3);
    await turn();
    await open();
    expect([await next, groups]).toEqual([30, [[1, 2], [3]]]);
  });

  it('asks only once when an error concerns all of them, and goes on afterwards', async () => {
    const { grouped, groups, open } = gated();
    const all = Promise.allSettled([1, 99].map((n) => grouped.call(n)));
    await turn();
    await open();
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(groups).toEqual([[1, 99]]);
    const after = grouped.call(2);
    await turn();
    await open();
    expect(await after).toBe(20);
  });
});
