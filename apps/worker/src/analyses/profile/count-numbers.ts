import type { Engine } from '../engine.ts';
import { cellsAsRows } from '../shared/count-cells.ts';
import { asPlaces, fromUnits, placesSql, wholeSumSql } from '../shared/exact-sum.ts';
import { chunks } from '../shared/lists.ts';
import { decimalOf, exactDouble, groupedNumberValue, roundDouble } from '../shared/number-sql.ts';
import { double } from '../shared/sql.ts';
import type { LoadedTable } from '../types.ts';
import type { ColumnFacts, NumberFacts } from './types.ts';

export const HISTOGRAM_BINS = 20;
export const IQR_FACTOR = 1.5;
/** Values per statement, because quantiles keep them in memory, and columns. */
const VALUES_AT_ONCE = 4_000_000;
const COLUMNS_AT_ONCE = 500;
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
export async function countNumbers(
  engine: Engine,
  { table, rows }: { readonly table: string; readonly rows: number },
  ids: readonly string[],
): Promise<NumberFacts[]> {
  const facts: NumberFacts[] = [];
  const size = Math.min(COLUMNS_AT_ONCE, Math.max(1, Math.floor(VALUES_AT_ONCE / Math.max(rows, 1))));
  for (const chunk of chunks(ids, size)) {
    const spreads = await readSpreads(engine, table, chunk);
    if (spreads.length > 0) facts.push(...(await readMoments(engine, table, spreads)));
  }
  return facts;
}

// Grouping the cells by column takes time in proportion to the columns, one expression for each far more.
async function readSpreads(engine: Engine, table: string, ids: readonly string[]): Promise<Spread[]> {
  const rows = await engine.rows<Omit<Spread, 'id'> & { nth: number }>(`
    SELECT nth,
      count(v) AS count,
      min(v) AS min,
      max(v) AS max,
      quantile_cont(v, [${QUANTILES.join(', ')}]) AS quantiles,
      ${placesSql('v')} AS places
    FROM (${cellsAsRows(table, ids)})
    GROUP BY nth`);
  const spreads = new Map(rows.map(({ nth, ...spread }) => [ids[nth], spread]));
  return ids.flatMap((id) => {
    const spread = spreads.get(id);
    return spread && spread.count > 0 ? [{ ...spread, id, places: asPlaces(spread.places) }] : [];
  });
}

/** Statistics that need the range of the values. */
async function readMoments(engine: Engine, table: string, spreads: readonly Spread[]): Promise<NumberFacts[]> {
  const cells = cellsAsRows(
    table,
    spreads.map(({ id }) => id),
  );
  const own = (of: (spread: Spread) => number | null): string =>
    `([${spreads.map((spread) => doubleOrNull(of(spread))).join(', ')}])[nth + 1]`;
  const rows = await engine.rows<Moments & { nth: number }>(`
    SELECT nth,
      fsum(scaled) AS sum,
      ${wholeSumSql('v', 'unit')} AS units,
      favg(scaled) AS mean,
      stddev_samp(scaled - shift) AS std,
      count(*) FILTER (v = 0) AS zeros,
      count(*) FILTER (v < 0) AS negatives,
      count(*) FILTER (v < lower OR v > upper) AS outliers,
      histogram(bin) AS bins
    FROM (
      SELECT nth, v,
        v / ${own((spread) => fences(spread).scale)} AS scaled,
        ${own(shiftOf)} AS shift,
        ${own(({ places }) => (places === null ? null : 10 ** places))} AS unit,
        ${own((spread) => fences(spread).lower)} AS lower,
        ${own((spread) => fences(spread).upper)} AS upper,
        ${binSql(own)} AS bin
      FROM (${cells})
    )
    GROUP BY nth`);
  const moments = new Map(rows.map((row) => [row.nth, row]));
  return spreads.flatMap((spread, at) => {
    const found = moments.get(at);
    return found ? [factsOf(spread, found)] : [];
  });
}

interface Moments {
  readonly sum: number;
  /** The exact sum, if the values are decimals. */
  readonly units: string | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly zeros: number;
  readonly negatives: number;
  readonly outliers: number;
  readonly bins: readonly { readonly key: number; readonly value: number }[];
}

/** Subtracted before squaring, it preserves the significant digits of large numbers that differ only slightly. */
const shiftOf = (spread: Spread): number => (fences(spread).scale === 1 ? (spread.quantiles[MEDIAN] ?? 0) : 0);

const doubleOrNull = (value: number | null): string => (value === null ? 'NULL' : double(value));

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

const binWidth = ({ min, max }: Spread): number => (max / 2 - min / 2) / (HISTOGRAM_BINS / 2);

/** SQL for the bin number of a value, from 0. Halving keeps the width of the full range finite. */
function binSql(own: (of: (spread: Spread) => number | null) => string): string {
  // Without a width the bin is NULL, which `greatest` ignores.
  const halfWidth = own((spread) => (binWidth(spread) > 0 ? binWidth(spread) / 2 : null));
  const bin = `floor((v / 2 - ${own(({ min }) => min / 2)}) / ${halfWidth})`;
  return `CASE WHEN v IS NOT NULL THEN CAST(least(greatest(${bin}, 0), ${HISTOGRAM_BINS - 1}) AS INTEGER) END`;
}

function factsOf(spread: Spread, row: Moments): NumberFacts {
  const { id, count, min, max, quantiles, places } = spread;
  const { scale, lower, upper } = fences(spread);
  const unscaled = (value: number | null): number | null => (value === null ? null : roundDouble(value * scale));
  const [p1, p5, q1, median, q3, p95, p99] = quantiles.map((quantile) => {
    const value = exactDouble(quantile);
    return value === null ? null : Math.min(max, Math.max(min, value));
  });
  const exact = places === null || row.units === null ? null : fromUnits(row.units, places);
  return {
    id,
    count,
    min,
    max,
    sum: exact ?? unscaled(row.sum),
    mean: exact === null ? unscaled(row.mean) : exactDouble(exact / count),
    std: unscaled(row.std),
    p1: p1 ?? null,
    p5: p5 ?? null,
    q1: q1 ?? null,
    median: median ?? null,
    q3: q3 ?? null,
    p95: p95 ?? null,
    p99: p99 ?? null,
    zeros: row.zeros,
    negatives: row.negatives,
    outliers: row.outliers,
    lowerFence: lower,
    upperFence: upper,
    histogram: binsOf(spread, row.bins),
  };
}

function binsOf(spread: Spread, filled: Moments['bins']): NumberFacts['histogram'] {
  const counts = new Map(filled.map(({ key, value }) => [key, value]));
  const { min, max } = spread;
  const width = binWidth(spread);
  if (!(width > 0)) return [{ from: min, to: max, count: counts.get(0) ?? 0 }];
  return Array.from({ length: HISTOGRAM_BINS }, (_, at) => ({
    from: exactDouble(min + width * at) ?? min,
    to: at === HISTOGRAM_BINS - 1 ? max : (exactDouble(min + width * (at + 1)) ?? max),
    count: counts.get(at) ?? 0,
  }));
}
