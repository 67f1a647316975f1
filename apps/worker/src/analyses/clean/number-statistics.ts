import type { Engine } from '../engine.ts';
import { aggregateCells, countCells } from '../shared/count-cells.ts';
import { asPlaces, fromUnits, placesSql, unitsSql } from '../shared/exact-sum.ts';
import { chunks, groupBy } from '../shared/lists.ts';
import { exactDouble, roundDouble } from '../shared/number-sql.ts';
import { double } from '../shared/sql.ts';

export interface NumberStatistics {
  readonly count: number;
  readonly mean: number | null;
  /** Sample standard deviation (n - 1). */
  readonly std: number | null;
  /** Linearly interpolated quantiles, in the order of the requested shares. */
  readonly quantiles: readonly number[];
}

/** Values per pass: quantiles keep every value in memory. */
const VALUES_AT_ONCE = 4_000_000;
/** Sums and squares of larger numbers can exceed the range of a DOUBLE, so they are scaled by a power of two. */
const SCALE_ABOVE = 1e100;

/** A numeric column, and a function from the SQL of a cell to the SQL of a DOUBLE or NULL. */
export interface Numbers {
  readonly id: string;
  readonly value: (cell: string) => string;
}

/** Statistics of numeric columns, by column id. What is not finite is null, or no quantiles at all. */
export async function numberStatistics(
  engine: Engine,
  { table, rows }: { readonly table: string; readonly rows: number },
  columns: readonly Numbers[],
  shares: readonly number[],
): Promise<Map<string, NumberStatistics>> {
  const found = new Map<string, NumberStatistics>();
  for (const chunk of chunks(columns, Math.max(1, Math.floor(VALUES_AT_ONCE / Math.max(1, rows))))) {
    for (const [id, statistics] of await statisticsOf(engine, table, chunk, shares)) found.set(id, statistics);
  }
  return found;
}

async function statisticsOf(engine: Engine, table: string, columns: readonly Numbers[], shares: readonly number[]) {
  const found = new Map<string, NumberStatistics>();
  const groups = groupBy(columns, ({ value }) => value('v'));
  for (const [first, ...others] of groups.values()) {
    if (!first) continue;
    const { value } = first;
    const ids = [first, ...others].map(({ id }) => id);
    const largest = await countCells(engine, table, ids, {
      size: (v) => `max(abs(${value(v)}))`,
      places: (v) => placesSql(value(v)),
    });
    const scaleOf = (id: string): number => {
      const size = largest.get(id)?.size ?? 0;
      return size > SCALE_ABOVE ? 2 ** Math.ceil(Math.log2(size) / 2 + 1) : 1;
    };
    const placesOf = (id: string): number | null => asPlaces(largest.get(id)?.places);
    for (const group of groupBy(ids, (id) => `${scaleOf(id)} ${placesOf(id)}`).values()) {
      const [scale, places] = [scaleOf(group[0] ?? ''), placesOf(group[0] ?? '')];
      const x = (v: string): string => (scale === 1 ? value(v) : `(${value(v)}) / ${double(scale)}`);
      const rows = await aggregateCells(engine, table, group, {
        count: (v) => `count(${x(v)})`,
        mean: (v) => (places === null ? `favg(${x(v)})` : unitsSql(value(v), places)),
        std: (v) => `stddev_samp(${x(v)})`,
        quantiles: (v) => `quantile_cont(${x(v)}, [${shares.map(double).join(', ')}])`,
      });
      for (const [id, row] of rows) found.set(id, asStatistics(row, scale, places));
    }
  }
  return found;
}

function asStatistics(row: Readonly<Record<string, unknown>>, scale: number, places: number | null): NumberStatistics {
  const scaled = (value: unknown): number | null => {
    const number = typeof value === 'number' ? value * scale : Number.NaN;
    return Number.isFinite(number) ? number : null;
  };
  const quantiles = Array.isArray(row.quantiles) ? row.quantiles.map(scaled) : [];
  const count = Number(row.count ?? 0);
  const exact = places === null || typeof row.mean !== 'string' ? undefined : fromUnits(row.mean, places) / count;
  return {
    count,
    mean: exact === undefined ? roundDouble(scaled(row.mean)) : exactDouble(exact),
    std: roundDouble(scaled(row.std)),
    quantiles:
      quantiles.filter((quantile) => quantile !== null).length === quantiles.length ? (quantiles as number[]) : [],
  };
}
