import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file of assets on the disk that is at least so long, each row another one; and its end. */
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
