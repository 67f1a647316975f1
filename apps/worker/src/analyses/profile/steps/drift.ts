import type { ColumnDrift, Severity } from '@sluice/jobs/report';
import type { Engine } from '../../engine.ts';
import { ratio, roundDouble } from '../../shared/number-sql.ts';
import { literal } from '../../shared/sql.ts';
import { count, named, percent } from '../../shared/wording.ts';
import type { LoadedTable } from '../../types.ts';
import { countColumns } from '../count-columns.ts';
import { isNumeric, makeNumbers } from '../count-numbers.ts';
import type { ColumnFacts, Profile, ProfileStep } from '../types.ts';
import { missingOf } from './columns.ts';

const TABLE = 'profile_compared_numbers';
/** The usual thresholds for the population stability index, and similar ones for the Kolmogorov-Smirnov distance. */
const LEVELS = { psi: { moderate: 0.1, major: 0.25 }, ks: { moderate: 0.1, major: 0.2 } } as const;
/** Change in the share of cells without a value from which a column has drifted. */
const NULL_RATE_CHANGE = 0.05;
/** Stands in for a share of 0, which would make the index infinite. */
const LEAST_SHARE = 1e-4;

/** How much the columns of a second document differ. This document is `before`, the second one `after`. */
export const driftStep: ProfileStep<'drift'> = {
  key: 'drift',
  title: 'Drift',
  parameters: { ...LEVELS, null_rate_change: NULL_RATE_CHANGE },
  idle: ({ compared }) => (compared === undefined ? 'no document to compare with (compare_doc_id)' : undefined),
  async run(profile) {
    const compared = profile.compared as LoadedTable;
    const after = await countColumns(profile.engine, compared);
    const pairs = matchColumns(profile.columns, after);
    const gone = profile.columns.filter((column) => !pairs.some(({ before }) => before === column));
    const added = after.filter((column) => !pairs.some((pair) => pair.after === column));
    const drifts = await compare(profile, compared, pairs);
    const drifted = drifts.filter(({ level }) => level !== 'none');
    const say = (names: readonly ColumnFacts[]): string => named(names.map(({ label }) => label));
    return {
      numbers: {
        rows_before: profile.source.rows,
        rows_after: compared.rows,
        compared_columns: pairs.length,
        drifted_columns: drifted.length,
        missing_columns: gone.length,
        new_columns: added.length,
      },
      findings: {
        rows_before: profile.source.rows,
        rows_after: compared.rows,
        columns: drifts,
        missing_columns: gone.map(({ label }) => label),
        new_columns: added.map(({ label }) => label),
      },
      sheet: {
        columns: [
          ...(['Column', 'Type before', 'Type after'] as const).map((header) => ({ header, type: 'text' as const })),
          ...(['Missing before', 'Missing after'] as const).map((header) => ({ header, type: 'percent' as const })),
          ...(['Distinct before', 'Distinct after'] as const).map((header) => ({ header, type: 'integer' as const })),
          { header: 'Measure', type: 'text' },
          { header: 'Distance', type: 'number' },
          { header: 'Drift', type: 'text' },
        ],
        rows: drifts.map((drift) => Object.values(drift)),
      },
      alerts: [
        ...(gone.length === 0
          ? []
          : [
              {
                severity: 'high' as const,
                category: 'drift',
                message: `The second document has no ${say(gone)}.`,
                affected_fields_count: gone.length,
                recommendation: `Find out why ${say(gone)} ${gone.length === 1 ? 'is' : 'are'} no longer delivered.`,
              },
            ]),
        ...(drifted.length === 0
          ? []
          : [
              {
                severity: drifted.some(({ level }) => level === 'major') ? ('high' as const) : ('medium' as const),
                category: 'drift',
                message: `${count(drifted.length)} of ${count(pairs.length)} columns have drifted in the second document: ${named(drifted.map(({ column }) => column))}.`,
                affected_fields_count: drifted.length,
                recommendation: `Compare how ${named(drifted.map(({ column }) => column))} ${drifted.length === 1 ? 'was' : 'were'} produced for both documents.`,
              },
            ]),
      ],
      issues: [
        ...gone.map(({ label }) => ({
          field_name: label,
          issue_type: 'missing_column',
          severity: 'high' as const,
          message: `${label} is missing from the second document.`,
        })),
        ...added.map(({ label }) => ({
          field_name: label,
          issue_type: 'new_column',
          severity: 'info' as const,
          message: `${label} only exists in the second document.`,
        })),
        ...drifted.map((drift) => ({
          field_name: drift.column,
          issue_type: 'drift',
          severity: (drift.level === 'major' ? 'high' : 'medium') as Severity,
          message: describe(drift),
        })),
      ],
    };
  },
};

interface Pair {
  readonly before: ColumnFacts;
  readonly after: ColumnFacts;
}

/** Pairs columns with the same name, ignoring case and outer whitespace. Of several, the first is used. */
function matchColumns(before: readonly ColumnFacts[], after: readonly ColumnFacts[]): Pair[] {
  const key = ({ label }: ColumnFacts): string => label.trim().toLowerCase();
  const left = new Map(after.toReversed().map((column) => [key(column), column]));
  return before.flatMap((column) => {
    const match = left.get(key(column));
    if (match === undefined) return [];
    left.delete(key(column));
    return [{ before: column, after: match }];
  });
}

async function compare(profile: Profile, compared: LoadedTable, pairs: readonly Pair[]): Promise<ColumnDrift[]> {
  const numeric = pairs.filter(({ before, after }) => isNumeric(before) && isNumeric(after));
  if (numeric.length > 0)
    await makeNumbers(
      profile.engine,
      compared,
      numeric.map(({ after }) => after),
      TABLE,
    );
  const drifts: ColumnDrift[] = [];
  for (const pair of pairs) {
    const distance = await distanceOf(profile, compared, pair, numeric.includes(pair));
    drifts.push(driftOf(pair, distance));
  }
  return drifts;
}

type Distance = Pick<ColumnDrift, 'measure' | 'distance'>;

async function distanceOf(
  { engine, numbersTable }: Profile,
  compared: LoadedTable,
  { before, after }: Pair,
  numeric: boolean,
): Promise<Distance> {
  if (before.values === 0 || after.values === 0) return { measure: null, distance: null };
  if (numeric && numbersTable !== undefined) {
    return { measure: 'ks', distance: await kolmogorovSmirnov(engine, numbersTable, before.id, TABLE, after.id) };
  }
  // If most values are distinct, their shares are meaningless.
  if (before.distinct > 0.5 * before.values) return { measure: null, distance: null };
  return { measure: 'psi', distance: await stabilityIndex(engine, before, compared.table, after) };
}

/** The greatest distance between the cumulative distributions of both columns, 0 to 1. */
async function kolmogorovSmirnov(
  engine: Engine,
  a: string,
  idA: string,
  b: string,
  idB: string,
): Promise<number | null> {
  const [found] = await engine.rows<{ d: number | null }>(
    `WITH u AS (
       SELECT x, sum(a) AS a, sum(b) AS b
       FROM (
         SELECT ${idA} AS x, 1 AS a, 0 AS b FROM ${a} WHERE ${idA} IS NOT NULL
         UNION ALL
         SELECT ${idB}, 0, 1 FROM ${b} WHERE ${idB} IS NOT NULL
       )
       GROUP BY x
     )
     SELECT max(abs(d)) AS d
     FROM (
       SELECT sum(a) OVER (ORDER BY x) / sum(a) OVER () - sum(b) OVER (ORDER BY x) / sum(b) OVER () AS d
       FROM u
     )`,
  );
  return roundDouble(found?.d);
}

/** Sum of (q - p) ln(q / p) over the most frequent values of the first document, with all other values as one group. */
async function stabilityIndex(
  engine: Engine,
  before: ColumnFacts,
  table: string,
  after: ColumnFacts,
): Promise<number | null> {
  const values = before.top.map(({ value }) => value);
  const counts = await engine.rows<{ v: string; n: number }>(
    `SELECT ${after.id} AS v, count(*) AS n
     FROM ${table}
     WHERE ${after.id} IN (${values.map(literal).join(', ')})
     GROUP BY 1`,
  );
  const second = new Map(counts.map(({ v, n }) => [v, n]));
  const filled = { before: before.rows - before.nulls, after: after.rows - after.nulls };
  const shares = before.top.map(({ value, count }) => ({
    p: count / filled.before,
    q: (second.get(value) ?? 0) / filled.after,
  }));
  const rest = (of: 'p' | 'q'): number => Math.max(0, 1 - shares.reduce((sum, share) => sum + share[of], 0));
  const index = [...shares, { p: rest('p'), q: rest('q') }].reduce((sum, share) => {
    const [p, q] = [Math.max(share.p, LEAST_SHARE), Math.max(share.q, LEAST_SHARE)];
    return sum + (q - p) * Math.log(q / p);
  }, 0);
  return roundDouble(index);
}

function driftOf({ before, after }: Pair, { measure, distance }: Distance): ColumnDrift {
  const rates = [before, after].map((column) => ratio(missingOf(column), column.rows)) as [number, number];
  const level = ((): ColumnDrift['level'] => {
    if (before.type !== after.type && before.type !== 'empty' && after.type !== 'empty') return 'major';
    const limits = measure && LEVELS[measure];
    if (limits && distance !== null && distance >= limits.major) return 'major';
    if (limits && distance !== null && distance >= limits.moderate) return 'moderate';
    return Math.abs(rates[1] - rates[0]) >= NULL_RATE_CHANGE ? 'moderate' : 'none';
  })();
  return {
    column: before.label,
    type_before: before.type,
    type_after: after.type,
    null_rate_before: rates[0],
    null_rate_after: rates[1],
    distinct_before: before.distinct,
    distinct_after: after.distinct,
    measure,
    distance,
    level,
  };
}

function describe(drift: ColumnDrift): string {
  const parts: string[] = [];
  if (drift.type_before !== drift.type_after)
    parts.push(`its type changed from ${drift.type_before} to ${drift.type_after}`);
  if (Math.abs(drift.null_rate_after - drift.null_rate_before) >= NULL_RATE_CHANGE) {
    parts.push(
      `missing values went from ${percent(drift.null_rate_before, 1)} to ${percent(drift.null_rate_after, 1)}`,
    );
  }
  if (drift.measure !== null && drift.distance !== null) {
    const name = drift.measure === 'ks' ? 'Kolmogorov-Smirnov distance' : 'population stability index';
    parts.push(`${name} ${Number(drift.distance.toPrecision(3))}`);
  }
  return `${drift.column}: ${parts.join('; ')}.`;
}
