import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonWithLists } from './json.ts';
import { collect, inPieces } from './test/collect.ts';

const parse = async (value: unknown): Promise<unknown> => JSON.parse((await collect(jsonWithLists(value))).toString());

test('lists are streamed in place, with all keys in order', async () => {
  const items = Array.from({ length: 5_000 }, (_, at) => ({ at, text: `"ä"\n${at}` }));
  const value = (list: unknown) => ({
    z: 1,
    report: { before: [1, { x: null }], list, after: 'a' },
    also: [list],
    a: 2,
  });
  const text = (
    await collect(jsonWithLists({ ...value(null), report: { ...value(inPieces(items)).report } }))
  ).toString();
  expect(JSON.parse(text)).toEqual({ ...value(null), report: value(items).report });
  expect(Object.keys(JSON.parse(text))).toEqual(['z', 'report', 'also', 'a']);
  expect(Object.keys(JSON.parse(text).report)).toEqual(['before', 'list', 'after']);
  expect(await parse([inPieces(items), 1])).toEqual([items, 1]);
});

test('values without lists are written like JSON.stringify writes them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.array(fc.jsonValue()), async (value, items) => {
      expect((await collect(jsonWithLists(value))).toString()).toBe(`${JSON.stringify(value, null, 2)}\n`);
      const written = await parse({ value, list: inPieces(items, 2) });
      expect(written).toEqual(JSON.parse(JSON.stringify({ value, list: items })));
    }),
    { ...runs(), verbose: 1 },
  );
});

test('empty lists and values that JSON cannot represent are written as valid JSON', async () => {
  const value = {
    none: undefined,
    list: inPieces([]),
    date: new Date(0),
    nan: Number.NaN,
    items: inPieces([undefined]),
  };
  expect(await parse(value)).toEqual({ list: [], date: '1970-01-01T00:00:00.000Z', nan: null, items: [null] });
  expect(await parse(inPieces([]))).toEqual([]);
});

test('chunks stay small', async () => {
  const items = Array.from({ length: 20_000 }, (_, at) => ({ at, text: 'x'.repeat(50) }));
  for await (const piece of jsonWithLists({ list: inPieces(items, 20_000) }))
    expect(piece.length).toBeLessThan(200_000);
});
