import type { Engine } from '../engine.ts';
import { roundDouble } from '../shared/numbers.ts';
import { chunks, double } from './sql.ts';

export interface NumberStatistics {
  readonly count: number;
  readonly mean: number | null;
  /** Of the sample: n - 1. */
  readonly std: number | null;
  /** Linear interpolation between the neighbours, at the shares asked for, in their order. */
  readonly quantiles: readonly number[];
}

/** Quantiles keep every value of a column in memory. */
const VALUES_AT_ONCE = 4_000_000;
/** Sums and squares of larger numbers may leave the range of a DOUBLE, so those are scaled by a power of two. */
const SCALE_ABOVE = 1e100;

/** Statistics of numbers, each the SQL of a DOUBLE or NULL, in the order given; null where one is not finite. */
export async function numberStatistics(
  engine: Engine,
  { table, rows }: { readonly table: string; readonly rows: number },
  values: readonly string[],
  shares: readonly number[],
): Promise<NumberStatistics[]> {
  const found: NumberStatistics[] = [];
  for (const chunk of chunks(values, Math.min(200, Math.max(1, Math.floor(VALUES_AT_ONCE / Math.max(1, rows)))))) {
    found.push(...(await statisticsOf(engine, table, chunk, shares)));
  }
  return found;
}

async function statisticsOf(engine: Engine, table: string, values: readonly string[], shares: readonly number[]) {
  const sizes = values.map((value, at) => `max(abs(${value})) AS m${at}`);
  const [largest = {}] = await engine.rows<Record<string, number | null>>(`SELECT ${sizes.join(', ')} FROM ${table}`);
  const scales = values.map((_, at) => {
    const size = largest[`m${at}`] ?? 0;
    return size > SCALE_ABOVE ? 2 ** Math.ceil(Math.log2(size) / 2 + 1) : 1;
  });
  const columns = values.map((value, at) => {
    const x = scales[at] === 1 ? value : `(${value}) / ${double(scales[at] ?? 1)}`;
    return `count(${x}) AS n${at}, avg(${x}) AS a${at}, stddev_samp(${x}) AS s${at},
      quantile_cont(${x}, [${shares.map(double).join(', ')}]) AS q${at}`;
  });
  const [row = {}] = await engine.rows<Record<string, unknown>>(`SELECT ${columns.join(', ')} FROM ${table}`);
  return values.map((_, at) => {
    const scaled = (value: unknown): number | null => {
      const number = typeof value === 'number' ? value * (scales[at] ?? 1) : Number.NaN;
      return Number.isFinite(number) ? number : null;
    };
    const quantiles = Array.isArray(row[`q${at}`]) ? (row[`q${at}`] as unknown[]).map(scaled) : [];
    return {
      count: Number(row[`n${at}`] ?? 0),
      mean: roundDouble(scaled(row[`a${at}`])),
      std: roundDouble(scaled(row[`s${at}`])),
      quantiles: quantiles.includes(null) ? [] : (quantiles as number[]),
    };
  });
}
