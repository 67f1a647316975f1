import { expect, test } from 'vitest';
import { collect, inPieces, unpack } from './test/collect.ts';
import { writeZip } from './zip.ts';

const body = async function* (text: string) {
  for await (const piece of inPieces([...Buffer.from(text)], 1_000)) yield Uint8Array.from(piece);
};
const files = { 'a.txt': 'a'.repeat(200_000), 'folder/ü.txt': 'Grüße', empty: '' };
const modified = new Date('2026-05-04T03:02:06Z');
const archive = (zip64From?: number): Promise<Buffer> =>
  collect(
    writeZip(
      Object.entries(files).map(([name, text]) => ({ name, body: body(text), level: 1 })),
      modified,
      zip64From,
    ),
  );

test('another reader unpacks the archive', async () => {
  expect(Object.fromEntries(await unpack(await archive()))).toEqual(files);
});

test('Zip64 records are written when sizes are too large', async () => {
  // The limit is lowered, because files of more than 4 GiB are too large for a test.
  const bytes = await archive(1_000);
  expect(bytes.includes(Buffer.from([0x50, 0x4b, 6, 6]))).toBe(true);
  expect(Object.fromEntries(await unpack(bytes))).toEqual(files);
});

test('the modification time is UTC in every time zone', async () => {
  const bytes = await archive();
  const [time, date] = [bytes.readUInt16LE(10), bytes.readUInt16LE(12)];
  expect([time >> 11, (time >> 5) & 63, (time & 31) * 2]).toEqual([3, 2, 6]);
  expect([(date >> 9) + 1980, (date >> 5) & 15, date & 31]).toEqual([2026, 5, 4]);
});
