import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Writes a CSV file of at least `sizeBytes` with distinct assets. `remove` deletes it. */
export function bigCsv(name: string, sizeBytes: number): { path: string; rows: number; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-big-'));
  const file = path.join(folder, name);
  const target = openSync(file, 'w');
  const filler = 'x'.repeat(200);
  let rows = 0;
  let size = writeSync(target, 'identifier,name,description\n');
  while (size < sizeBytes) {
    const lines = Array.from({ length: 2_000 }, () => `N-${rows},Thing ${rows++},${filler}\n`);
    size += writeSync(target, lines.join(''));
  }
  closeSync(target);
  return { path: file, rows, remove: () => rmSync(folder, { recursive: true }) };
}
