import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cleanTable } from './clean/test/clean-text.ts';
import { tablesOf } from './tables.ts';
import { loadText, openTestEngine } from './test/with-engine.ts';
import type { Material } from './types.ts';

/** More than one thread reads at a time, and more than it gives out at once. */
const ROWS = 400_000;
/** Every third row is the same, and every seventh lacks its number. */
const rows = Array.from(
  { length: ROWS },
  (_, at) => [at % 3 === 0 ? 'twin' : `n${at}`, at % 7 === 0 ? '' : '5'] as const,
);
const OPTIONS = { delimiter: ',', harmless: false };

async function textOf(lines: AsyncIterable<Uint8Array> | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of lines ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

it('writes rows in the order of the file, however many were dropped, and leaves no file', async ({
  onTestFinished,
}) => {
  const test = await openTestEngine();
  onTestFinished(test.close);
  const { engine, folder } = test;
  const source = await loadText(test, `name,number\n${rows.map((cells) => `${cells.join(',')}\n`).join('')}`);
  const asked = { quarantine: { required: ['number'] } };
  const findings = await cleanTable(test, source, { asked });
  const { cleaned, quarantined } = tablesOf({ engine, folder, source, findings } as Material);
  const before = readdirSync(folder);

  const numbered = rows.map(([name, number], at) => ({ row: at + 2, name, number }));
  const kept = numbered.filter(({ number }) => number !== '');
  const firstTwin = kept.find(({ name }) => name === 'twin');
  const distinct = kept.filter((one) => one.name !== 'twin' || one === firstTwin);
  expect(await textOf(cleaned?.lines(OPTIONS))).toBe(distinct.map(({ name }) => `${name},5\r\n`).join(''));
  const aside = numbered.filter(({ number }) => number === '');
  const reason = 'number is required but blank';
  expect(await textOf(quarantined?.lines(OPTIONS))).toBe(
    aside.map(({ row, name }) => `${row},${reason},${name},\r\n`).join(''),
  );
  expect(readdirSync(folder)).toEqual(before);

  // A stream has a connection of its own, and still knows what was dropped.
  let streamed = 0;
  for await (const piece of cleaned?.rows() ?? []) streamed += piece.length;
  expect(streamed).toBe(distinct.length);
});
