/** Statistics of a list of finite numbers, by textbook formulas: simple and slow. */
export interface Statistics {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of a sample: divided by n - 1. */
  readonly std: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  /** Values beyond 1.5 interquartile ranges from the quartiles. */
  readonly outliers: number;
}

/** Compensated summation (Neumaier), without the rounding loss of a plain loop. */
export function exactSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Linear interpolation between the two nearest values: type 7 of Hyndman and Fan, as in spreadsheets. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

export function statistics(values: readonly number[]): Statistics {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = exactSum(values) / values.length;
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) as [number, number, number];
  const reach = 1.5 * (q3 - q1);
  return {
    count: values.length,
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    mean,
    std: Math.sqrt(exactSum(values.map((value) => (value - mean) ** 2)) / (values.length - 1)),
    q1,
    median,
    q3,
    outliers: values.filter((value) => value < q1 - reach || value > q3 + reach).length,
  };
}

/** Pearson's correlation, over the rows that have both values. */
export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
  const [mx, my] = [exactSum(x) / x.length, exactSum(y) / y.length];
  const top = exactSum(pairs.map(([a, b]) => (a - mx) * (b - my)));
  return top / Math.sqrt(exactSum(x.map((a) => (a - mx) ** 2)) * exactSum(y.map((b) => (b - my) ** 2)));
}
