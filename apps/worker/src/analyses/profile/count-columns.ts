import { cellKinds, type TopValue } from '@sluice/jobs/report';
import type { Engine } from '../engine.ts';
import { kindSql, typeOf } from '../shared/kinds.ts';
import { chunks } from '../shared/lists.ts';
import { decimalOf, roundDouble } from '../shared/number-sql.ts';
import { isPersonal, personalKinds } from '../shared/personal-sql.ts';
import { SPACE, trimmed } from '../shared/sql.ts';
import { columnLabels } from '../shared/wording.ts';
import type { LoadedTable, TableColumn } from '../types.ts';
import type { ColumnFacts } from './types.ts';

/** Placeholder values, case-insensitive. */
export const nullTokens = [
  ...['na', 'n/a', 'n.a.', '#n/a', 'null', '(null)', 'nil', 'none', 'nan', 'undefined', 'missing', '(blank)', '\\n'],
  ...['-', '--', '---', '?', '??', '.'],
];

const LONGEST_TOKEN = Math.max(...nullTokens.map((token) => token.length));

const TOP_VALUES = 10;
/** Distinct texts of one statement up to which spellings are compared: with more, texts are names rather than categories. */
export const VARIANTS_UP_TO = 100_000;
const CELLS_AT_ONCE = 500_000;
const COLUMNS_AT_ONCE = 250;
const MOST_COLUMNS_AT_ONCE = 1_000;

/** UTF-8 decoded as Windows-1252, such as Ã¼ for ü, or replacement characters. */
const DAMAGE = '\u{fffd}|[ÃÂ][\u{80}-\u{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|ï»¿';

/** Characters that no screen shows; joiners only beside ASCII, because several scripts and emoji need them. */
const INVISIBLE =
  '[\\x{ad}\\x{200b}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{feff}]|[ -~][\\x{200c}\\x{200d}]|[\\x{200c}\\x{200d}][ -~]';
/** Greek letters that look like Latin ones; others are common beside them, as in µm and kΩ. */
const GREEK = '[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧορ]';
/** A Latin letter next to a Cyrillic or such a Greek one: a word that looks right and equals nothing. */
const MIXED = `\\p{Latin}(?:\\p{Cyrillic}|${GREEK})|(?:\\p{Cyrillic}|${GREEK})\\p{Latin}`;

// A cheap test that avoids an expensive one is in a CASE, because DuckDB may reorder an AND.
const isWide = (value: string): string => `strlen(${value}) <> length(${value})`;
export const damagedSql = (value: string): string =>
  `(CASE WHEN ${isWide(value)} THEN regexp_matches(${value}, '${DAMAGE}') ELSE false END)`;
export const invisibleSql = (value: string): string =>
  `(CASE WHEN ${isWide(value)} THEN regexp_matches(${value}, '${INVISIBLE}') ELSE false END)`;
/** Whether a word of the cell mixes letters of two alphabets. */
export const mixedSql = (value: string): string =>
  `(CASE WHEN ${isWide(value)} THEN regexp_matches(${value}, '${MIXED}') ELSE false END)`;
/** Whether a trimmed cell has repeated whitespace between words. */
export const innerSpaceSql = (value: string): string =>
  `(CASE WHEN contains(${value}, '  ') OR contains(${value}, chr(9)) OR contains(${value}, chr(10)) OR ${isWide(value)}
    THEN regexp_matches(${value}, '[^\\s\\x{a0}]${SPACE}{2,}[^\\s\\x{a0}]') ELSE false END)`;
/** Whether a trimmed cell is a placeholder value. */
export const isTokenSql = (value: string): string =>
  `(CASE WHEN strlen(${value}) <= ${LONGEST_TOKEN}
    THEN lower(${value}) IN (${nullTokens.map((token) => `'${token}'`).join(', ')}) ELSE false END)`;
/** Trims a cell; for ASCII cells the first and last character show whether it is necessary. */
export const trimmedSql = (value: string): string =>
  `(CASE WHEN ascii(${value}) <= 32 OR ascii(right(${value}, 1)) <= 32 OR ${isWide(value)}
    THEN ${trimmed(value)} ELSE ${value} END)`;

type Counted = Record<string, number> & { readonly top: readonly TopValue[] };

/** Counts the cells of every column exactly by their distinct values, each of which is examined once. */
export async function countColumns(
  engine: Engine,
  { table, rows, columns, dialect }: LoadedTable,
  onColumns: (done: number) => void = () => undefined,
): Promise<ColumnFacts[]> {
  const labels = columnLabels(columns);
  const facts: ColumnFacts[] = [];
  for (const chunk of chunks(columns, columnsAtOnce(rows))) {
    const counted = await engine.rows<Counted>(countSql(table, chunk, dialect));
    const byColumn = new Map(counted.map((row) => [row.col ?? 0, row]));
    for (const [at, column] of chunk.entries()) {
      const label = labels.get(column.id) ?? column.name;
      facts.push(factsOf(byColumn.get(at), column, label, facts.length, rows));
    }
    onColumns(facts.length / columns.length);
  }
  return facts;
}

/** A wide table needs few statements, and a long one little memory. More columns only if all spellings are still compared. */
function columnsAtOnce(rows: number): number {
  const usual = Math.min(COLUMNS_AT_ONCE, Math.floor(CELLS_AT_ONCE / Math.max(rows, 1)));
  const ofFewRows = Math.min(MOST_COLUMNS_AT_ONCE, Math.floor(VARIANTS_UP_TO / Math.max(rows, 1)));
  return Math.max(1, usual, ofFewRows);
}

function countSql(table: string, columns: readonly TableColumn[], dialect: LoadedTable['dialect']): string {
  const ids = columns.map(({ id }) => id);
  // A single column is not grouped by column, which would cost 20% more.
  const one = ids.length === 1;
  const col = one ? '' : 'col,';
  const cells = one
    ? `SELECT ${ids[0]} AS v FROM ${table}`
    : `SELECT unnest([${ids.map((_, at) => at).join(', ')}]) AS col, unnest([${ids.join(', ')}]) AS v
       FROM ${table}`;
  const commas = columns.flatMap((column, at) => (decimalOf(column, dialect) === ',' ? [at] : []));
  const kind =
    commas.length > 0 && commas.length < columns.length
      ? `CASE WHEN col IN (${commas.join(', ')}) THEN ${kindSql('x', ',')} ELSE ${kindSql('x', '.')} END`
      : kindSql('x', commas.length > 0 ? ',' : '.');
  const kinds = cellKinds.map((kind) => `coalesce(sum(n) FILTER (kind = '${kind}'), 0) AS kind_${kind}`);
  const personal = personalKinds.map(
    (kind) => `coalesce(sum(n) FILTER (${isPersonal(kind, 'x')}), 0) AS personal_${kind}`,
  );
  const top = one
    ? `SELECT * FROM g ORDER BY n DESC, v LIMIT ${TOP_VALUES}`
    : `SELECT * FROM g QUALIFY row_number() OVER (PARTITION BY col ORDER BY n DESC, v) <= ${TOP_VALUES}`;
  const mayVary = `kind IN ('text', 'email') AND (SELECT count(*) FROM g) <= ${VARIANTS_UP_TO}`;
  // Everything is computed on the distinct texts, which are fewer than the cells.
  return `
    WITH g AS MATERIALIZED (
      SELECT ${col} v, count(*) AS n
      FROM (${cells})
      WHERE v IS NOT NULL
      GROUP BY ALL
    ),
    t AS (
      SELECT *, ${trimmedSql('v')} AS x
      FROM g
    ),
    k AS (
      SELECT *,
        CASE
          WHEN x IS NULL THEN 'blank'
          WHEN ${isTokenSql('x')} THEN 'token'
          ELSE ${kind}
        END AS kind
      FROM t
    ),
    facts AS (
      SELECT ${col}
        count(*) AS "distinct",
        sum(n) AS filled,
        count(*) FILTER (n = 1) AS singles,
        coalesce(sum(n) FILTER (kind = 'blank'), 0) AS blanks,
        coalesce(sum(n) FILTER (kind = 'token'), 0) AS tokens,
        count(DISTINCT CASE WHEN ${mayVary} THEN x END) AS spellings,
        count(DISTINCT CASE WHEN ${mayVary} THEN lower(x) END) AS folded,
        min(length(v)) AS length_min,
        max(length(v)) AS length_max,
        sum(n * length(v)) AS length_sum,
        coalesce(sum(n) FILTER (x IS NOT NULL AND strlen(x) <> strlen(v)), 0) AS outer_space,
        coalesce(sum(n) FILTER (${innerSpaceSql('x')}), 0) AS inner_space,
        coalesce(sum(n) FILTER (${damagedSql('x')}), 0) AS damaged,
        coalesce(sum(n) FILTER (${invisibleSql('x')}), 0) AS invisible,
        coalesce(sum(n) FILTER (${mixedSql('x')}), 0) AS mixed,
        ${[...kinds, ...personal].join(',\n        ')}
      FROM k
      GROUP BY ALL
    ),
    tops AS (
      SELECT ${col} list({'value': v, 'count': n} ORDER BY n DESC, v) AS top
      FROM (${top})
      GROUP BY ALL
    )
    SELECT *
    FROM facts ${one ? 'CROSS JOIN tops' : 'JOIN tops USING (col)'}`;
}

function factsOf(
  counted: Counted | undefined,
  column: TableColumn,
  label: string,
  position: number,
  rows: number,
): ColumnFacts {
  const of = (name: string): number => counted?.[name] ?? 0;
  const group = <K extends string>(names: readonly K[], prefix: string): Record<K, number> =>
    Object.fromEntries(names.map((name) => [name, of(prefix + name)])) as Record<K, number>;
  const filled = of('filled');
  const kinds = group(cellKinds, 'kind_');
  const { type, agree } = typeOf(kinds, column.name);
  const mean = roundDouble(filled === 0 ? null : of('length_sum') / filled);
  return {
    ...column,
    position,
    label,
    rows,
    nulls: rows - filled,
    blanks: of('blanks'),
    tokens: of('tokens'),
    values: filled - of('blanks') - of('tokens'),
    distinct: of('distinct'),
    singles: of('singles'),
    top: counted?.top ?? [],
    caseVariants: of('spellings') > of('folded'),
    kinds,
    type,
    agree,
    length: mean === null ? null : { min: of('length_min'), mean, max: of('length_max') },
    outerSpace: of('outer_space'),
    innerSpace: of('inner_space'),
    damaged: of('damaged'),
    invisible: of('invisible'),
    mixed: of('mixed'),
    personal: group(personalKinds, 'personal_'),
  };
}
