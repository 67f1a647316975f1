import type { Random } from '../../harness/index.ts';

export interface BigFile {
  readonly bytes: Buffer;
  readonly header: readonly string[];
  /** Cells as text, null where empty. */
  readonly rows: readonly (readonly (string | null)[])[];
}

const WORDS = ['Köln', 'pump', 'O’Brien', 'north-east', '茶', 'valve', 'Ærø', 'a;b', 'x y'];
const two = (n: number): string => String(n).padStart(2, '0');

/** Approximately normal (mean 0, variance 1): the sum of twelve uniform numbers. */
function bell(random: Random): number {
  let sum = -6;
  for (let at = 0; at < 12; at++) sum += random.next();
  return sum;
}

function makeRow(random: Random, at: number): (string | null)[] {
  const amount = 100 + 15 * bell(random) + (random.chance(0.002) ? 5_000 : 0);
  const skewed = Math.floor(2 ** (random.next() * 12));
  return [
    `A-${String(at).padStart(7, '0')}`,
    random.chance(0.03) ? null : amount.toFixed(2),
    random.chance(0.01) ? null : String(skewed - 40),
    (random.next() * 2e-3 - 1e-3).toExponential(12),
    random.chance(0.2) ? null : `${random.pick(WORDS)} ${random.int(1, 400)}`,
    `20${random.int(10, 24)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`,
    random.pick(['true', 'false']),
    random.chance(0.01) ? ` padded ${at} ` : `plain ${at % 977}`,
  ];
}

/** A table with columns of every kind, missing values, outliers, extra spaces and 1% duplicate rows. */
export function makeBigFile(random: Random, count: number): BigFile {
  const header = ['key', 'amount', 'count', 'tiny', 'word', 'day', 'flag', 'note'];
  const rows: (string | null)[][] = [];
  for (let at = 0; at < count; at++) {
    const earlier = rows.length > 0 && random.chance(0.01) ? random.pick(rows) : undefined;
    rows.push(earlier ?? makeRow(random, at));
  }
  const lines = rows.map((row) => row.map((cell) => cell ?? '').join(','));
  return { bytes: Buffer.from(`${header.join(',')}\n${lines.join('\n')}\n`), header, rows };
}
