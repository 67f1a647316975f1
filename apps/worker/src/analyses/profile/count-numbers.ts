import type { Engine } from '../engine.ts';
import { asPlaces, fromUnits, placesSql, unitsSql } from '../shared/exact-sum.ts';
import { chunks } from '../shared/lists.ts';
import { decimalOf, exactDouble, groupedNumberValue, roundDouble } from '../shared/number-sql.ts';
import { double } from '../shared/sql.ts';
import type { LoadedTable } from '../types.ts';
import type { ColumnFacts, NumberFacts } from './types.ts';

export const HISTOGRAM_BINS = 20;
export const IQR_FACTOR = 1.5;
/** Columns per statement: planning time grows faster than their number. */
const COLUMNS_AT_ONCE = 10;
const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const MEDIAN = 3;
/** Larger numbers are scaled down before they are squared. */
const SQUARABLE = 1e150;

export const isNumeric = ({ type }: ColumnFacts): boolean => type === 'integer' || type === 'number';

/** Creates `table`: `_row` and the values of each numeric column as DOUBLE, or NULL if a cell is not a number. */
export async function makeNumbers(
  engine: Engine,
  source: LoadedTable,
  columns: readonly ColumnFacts[],
  table: string,
): Promise<void> {
  const values = columns.map(
    (column) => `${groupedNumberValue(column.id, decimalOf(column, source.dialect))} AS ${column.id}`,
  );
  await engine.run(`CREATE TABLE ${table} AS SELECT ${['_row', ...values].join(', ')} FROM ${source.table}`);
}

interface Spread {
  readonly id: string;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly quantiles: readonly number[];
  /** The decimal places that every value fits into; null if they are not decimals of at most 15 digits. */
  readonly places: number | null;
}

/** Statistics for columns of a table made by `makeNumbers`. Columns without numbers are omitted. */
export async function countNumbers(engine: Engine, table: string, ids: readonly string[]): Promise<NumberFacts[]> {
  const facts: NumberFacts[] = [];
  for (const chunk of chunks(ids, COLUMNS_AT_ONCE)) {
    const spreads = await readSpreads(engine, table, chunk);
    if (spreads.length > 0) facts.push(...(await readMoments(engine, table, spreads)));
  }
  return facts;
}

async function readSpreads(engine: Engine, table: string, ids: readonly string[]): Promise<Spread[]> {
  const parts = ids.map(
    (id) => `count(${id}) AS n_${id}, min(${id}) AS min_${id}, max(${id}) AS max_${id},
      quantile_cont(${id}, [${QUANTILES.join(', ')}]) AS q_${id},
      ${placesSql(id)} AS places_${id}`,
  );
  const [row = {}] = await engine.rows<Record<string, unknown>>(`SELECT ${parts.join(', ')} FROM ${table}`);
  return ids.flatMap((id) => {
    const count = row[`n_${id}`] as number;
    if (count === 0) return [];
    const [min, max] = [row[`min_${id}`] as number, row[`max_${id}`] as number];
    const places = asPlaces(row[`places_${id}`] as number | null);
    return [{ id, count, min, max, quantiles: row[`q_${id}`] as number[], places }];
  });
}

/** Statistics that need the range of the values. */
async function readMoments(engine: Engine, table: string, spreads: readonly Spread[]): Promise<NumberFacts[]> {
  const parts = spreads.map((spread) => {
    const { id } = spread;
    const { scale, lower, upper } = fences(spread);
    const scaled = scale === 1 ? id : `${id} / ${double(scale)}`;
    // Preserves the significant digits of large numbers that differ only slightly.
    const shifted = scale === 1 ? `${id} - ${double(spread.quantiles[MEDIAN] ?? 0)}` : scaled;
    return `${spread.places === null ? `fsum(${scaled})` : unitsSql(id, spread.places)} AS sum_${id}, favg(${scaled}) AS mean_${id}, stddev_samp(${shifted}) AS std_${id},
      count(*) FILTER (${id} = 0) AS zeros_${id}, count(*) FILTER (${id} < 0) AS negatives_${id},
      count(*) FILTER (${id} < ${double(lower)} OR ${id} > ${double(upper)}) AS outliers_${id},
      histogram(${binSql(spread)}) AS bins_${id}`;
  });
  const [row = {}] = await engine.rows<Record<string, unknown>>(`SELECT ${parts.join(', ')} FROM ${table}`);
  return spreads.map((spread) => factsOf(spread, row));
}

/** The outlier fences as the report shows them, clamped to finite doubles, and the divisor for values whose squares would overflow. */
function fences({ min, max, quantiles }: Spread): { scale: number; lower: number; upper: number } {
  const [, , q1 = min, , q3 = max] = quantiles;
  const reach = IQR_FACTOR * (q3 - q1);
  const largest = Math.max(Math.abs(min), Math.abs(max));
  return {
    scale: largest > SQUARABLE ? largest : 1,
    lower: exactDouble(q1 - reach) ?? -Number.MAX_VALUE,
    upper: exactDouble(q3 + reach) ?? Number.MAX_VALUE,
  };
}

/** SQL for the bin number of a value, from 0. Halving keeps the width of the full range finite. */
function binSql({ id, min, max }: Spread): string {
  const width = (max / 2 - min / 2) / (HISTOGRAM_BINS / 2);
  if (!(width > 0)) return `CASE WHEN ${id} IS NOT NULL THEN 0 END`;
  const bin = `floor((${id} / 2 - ${double(min / 2)}) / ${double(width / 2)})`;
  return `CASE WHEN ${id} IS NOT NULL THEN CAST(least(greatest(${bin}, 0), ${HISTOGRAM_BINS - 1}) AS INTEGER) END`;
}

function factsOf(spread: Spread, row: Record<string, unknown>): NumberFacts {
  const { id, count, min, max, quantiles, places } = spread;
  const { scale, lower, upper } = fences(spread);
  const moment = (name: string): number | null => {
    const value = row[`${name}_${id}`] as number | null;
    return value === null ? null : roundDouble(value * scale);
  };
  const [p1, p5, q1, median, q3, p95, p99] = quantiles.map((quantile) => {
    const value = exactDouble(quantile);
    return value === null ? null : Math.min(max, Math.max(min, value));
  });
  const sum = places === null ? moment('sum') : fromUnits(row[`sum_${id}`] as string, places);
  return {
    id,
    count,
    min,
    max,
    sum,
    mean: places === null || sum === null ? moment('mean') : exactDouble(sum / count),
    std: moment('std'),
    p1: p1 ?? null,
    p5: p5 ?? null,
    q1: q1 ?? null,
    median: median ?? null,
    q3: q3 ?? null,
    p95: p95 ?? null,
    p99: p99 ?? null,
    zeros: row[`zeros_${id}`] as number,
    negatives: row[`negatives_${id}`] as number,
    outliers: row[`outliers_${id}`] as number,
    lowerFence: lower,
    upperFence: upper,
    histogram: binsOf(spread, row[`bins_${id}`] as { key: number; value: number }[]),
  };
}

function binsOf({ min, max }: Spread, filled: readonly { key: number; value: number }[]): NumberFacts['histogram'] {
  const counts = new Map(filled.map(({ key, value }) => [key, value]));
  const width = (max / 2 - min / 2) / (HISTOGRAM_BINS / 2);
  if (!(width > 0)) return [{ from: min, to: max, count: counts.get(0) ?? 0 }];
  return Array.from({ length: HISTOGRAM_BINS }, (_, at) => ({
    from: exactDouble(min + width * at) ?? min,
    to: at === HISTOGRAM_BINS - 1 ? max : (exactDouble(min + width * (at + 1)) ?? max),
    count: counts.get(at) ?? 0,
  }));
}
