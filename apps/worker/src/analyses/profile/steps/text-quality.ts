import { excerpt } from '@sluice/core';
import type { Severity } from '@sluice/jobs/report';
import type { RowIssueQuery } from '../../shared/row-issues.ts';
import { literal } from '../../shared/sql.ts';
import { counted, named, VALUE_LENGTH } from '../../shared/wording.ts';
import { cellsWhere, rowsWithTexts } from '../cells.ts';
import {
  damagedSql,
  innerSpaceSql,
  invisibleSql,
  isTokenSql,
  mixedSql,
  nullTokens,
  trimmedSql,
  VARIANTS_UP_TO,
} from '../count-columns.ts';
import type { ColumnFacts, Profile, ProfileStep } from '../types.ts';

type FaultType =
  | 'surrounding_space'
  | 'repeated_space'
  | 'blank'
  | 'null_token'
  | 'encoding_damage'
  | 'invisible_characters'
  | 'mixed_alphabets';

interface Fault {
  readonly type: FaultType;
  readonly title: string;
  readonly severity: Severity;
  readonly rowSeverity: RowIssueQuery['severity'];
  /** SQL over `v` and `x`, see `cellsWhere`. */
  readonly test: string;
  readonly message: string;
  readonly count: (column: ColumnFacts) => number;
  readonly advice: string;
}

const faults: readonly Fault[] = [
  {
    type: 'surrounding_space',
    title: 'Surrounding whitespace',
    severity: 'low',
    rowSeverity: 'info',
    test: `x IS NOT NULL AND strlen(x) <> strlen(v)`,
    message: literal('whitespace before or after the value'),
    count: ({ outerSpace }) => outerSpace,
    advice: 'Trim whitespace at both ends',
  },
  {
    type: 'repeated_space',
    title: 'Repeated whitespace',
    severity: 'info',
    rowSeverity: 'info',
    test: `x IS NOT NULL AND ${innerSpaceSql('x')}`,
    message: literal('repeated whitespace within the value'),
    count: ({ innerSpace }) => innerSpace,
    advice: 'Collapse repeated whitespace into one space',
  },
  {
    type: 'blank',
    title: 'Only whitespace',
    severity: 'low',
    rowSeverity: 'info',
    test: 'x IS NULL',
    message: literal('only whitespace'),
    count: ({ blanks }) => blanks,
    advice: 'Clear cells that contain only whitespace',
  },
  {
    type: 'null_token',
    title: 'Placeholder values',
    severity: 'medium',
    rowSeverity: 'warning',
    test: `x IS NOT NULL AND ${isTokenSql('x')}`,
    message: literal('a placeholder value instead of a blank cell'),
    count: ({ tokens }) => tokens,
    advice: 'Clear placeholder values',
  },
  {
    type: 'encoding_damage',
    title: 'Encoding damage',
    severity: 'high',
    rowSeverity: 'warning',
    test: `x IS NOT NULL AND ${damagedSql('x')}`,
    message: literal('characters damaged by a wrong encoding'),
    count: ({ damaged }) => damaged,
    advice: 'Export the file again as UTF-8; damaged characters cannot be restored',
  },
  {
    type: 'invisible_characters',
    title: 'Invisible characters',
    severity: 'medium',
    rowSeverity: 'warning',
    test: `x IS NOT NULL AND ${invisibleSql('x')}`,
    message: literal('characters that cannot be seen, such as a zero-width space'),
    count: ({ invisible }) => invisible,
    advice: 'Remove invisible characters: values that look the same differ',
  },
  {
    type: 'mixed_alphabets',
    title: 'Mixed alphabets',
    severity: 'medium',
    rowSeverity: 'warning',
    test: `x IS NOT NULL AND ${mixedSql('x')}`,
    message: literal('letters of two alphabets in one word'),
    count: ({ mixed }) => mixed,
    advice: 'Type words that mix letters of two alphabets again',
  },
];

interface Variants {
  readonly groups: number;
  readonly cells: number;
  readonly examples: readonly string[];
}

/** Faults of the text itself: whitespace, placeholder values, damaged characters, spellings that differ in case. */
export const textQualityStep: ProfileStep<'text_quality'> = {
  key: 'text_quality',
  title: 'Text quality',
  parameters: { null_tokens: nullTokens, case_variants_up_to_distinct: VARIANTS_UP_TO },
  async run(profile) {
    const { columns } = profile;
    const variants = await countVariants(profile);
    const found = faults.flatMap((fault) => {
      const hit = columns.filter((column) => fault.count(column) > 0);
      return hit.length === 0 ? [] : [{ fault, hit, cells: hit.reduce((sum, column) => sum + fault.count(column), 0) }];
    });
    const varied = columns.filter(({ id }) => variants.has(id));
    const variantCells = [...variants.values()].reduce((sum, { cells }) => sum + cells, 0);
    profile.inconsistentCells = variantCells + found.reduce((sum, { cells }) => sum + cells, 0);
    return {
      numbers: {
        ...Object.fromEntries(
          faults.map(({ type, count }) => [type, columns.reduce((sum, column) => sum + count(column), 0)]),
        ),
        case_variants: variantCells,
      },
      findings: columns
        .filter((column) => variants.has(column.id) || faults.some(({ count }) => count(column) > 0))
        .map((column) => findingOf(column, variants.get(column.id))),
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          ...faults.map(({ title }) => ({ header: title, type: 'integer' as const })),
          { header: 'Case variants', type: 'integer' },
          { header: 'Spelling variants', type: 'text' },
        ],
        rows: columns.map((column) => [
          column.label,
          ...faults.map(({ count }) => count(column)),
          variants.get(column.id)?.cells ?? 0,
          variants.get(column.id)?.examples.join('; ') ?? null,
        ]),
      },
      alerts: found
        .filter(({ fault }) => fault.severity !== 'info')
        .map(({ fault, hit, cells }) => ({
          severity: fault.severity,
          category: 'consistency',
          message: `${fault.title}: ${counted(cells, 'cell')} in ${named(hit.map(({ label }) => label))}.`,
          affected_fields_count: hit.length,
          recommendation: `${fault.advice} (${named(hit.map(({ label }) => label))}).`,
        })),
      issues: [
        ...found.flatMap(({ fault, hit }) =>
          hit.map((column) => ({
            field_name: column.label,
            issue_type: fault.type,
            severity: fault.severity,
            message: `${column.label}: ${fault.title.toLowerCase()} in ${counted(fault.count(column), 'cell')}.`,
          })),
        ),
        ...varied.map((column) => ({
          field_name: column.label,
          issue_type: 'case_variants',
          severity: 'low' as const,
          message: variantMessage(column, variants.get(column.id) as Variants),
        })),
      ],
      recommendations: [
        ...found.map(({ fault, hit, cells }) => ({
          field_name: hit.length === 1 ? (hit[0]?.label ?? '') : named(hit.map(({ label }) => label)),
          priority: fault.severity === 'high' ? ('high' as const) : ('low' as const),
          recommendation: `${fault.advice}: ${counted(cells, 'cell')}.`,
          timeline: fault.severity === 'high' ? 'before using the data' : 'with the next cleaning',
        })),
        ...varied.map((column) => ({
          field_name: column.label,
          priority: 'low' as const,
          recommendation: `Choose one spelling: ${variants.get(column.id)?.examples.join('; ')}.`,
          timeline: 'with the next cleaning',
        })),
      ],
      rowIssues: [
        ...found.flatMap(({ fault, hit }) => hit.map((column) => rowIssue(profile, column, fault))),
        ...varied.map((column) => variantIssue(profile, column)),
      ],
    };
  },
};

const findingOf = (column: ColumnFacts, variants: Variants | undefined) => ({
  column: column.label,
  ...(Object.fromEntries(faults.map(({ type, count }) => [type, count(column)])) as Record<FaultType, number>),
  case_variants: variants?.cells ?? 0,
  case_variant_groups: variants?.groups ?? 0,
  case_variant_examples: variants?.examples ?? [],
});

const variantMessage = ({ label }: ColumnFacts, { groups, cells, examples }: Variants): string =>
  `${label}: ${counted(groups, 'value has', 'values have')} several spellings, ${counted(cells, 'cell')} not in the most common one: ${examples.join('; ')}.`;

function rowIssue({ source }: Profile, column: ColumnFacts, fault: Fault): RowIssueQuery {
  return {
    position: column.position,
    label: column.label,
    type: fault.type,
    severity: fault.rowSeverity,
    ...cellsWhere(source.table, column, fault.test, fault.message),
  };
}

/**
 * The cells of a column whose values differ only in case, by their text `v`: `x` is the value, `usual` its most frequent
 * spelling, `n` the number of rows.
 */
const variantsSql = (table: string, { id }: ColumnFacts): string =>
  `WITH g AS MATERIALIZED (
     SELECT ${id} AS v, count(*) AS n
     FROM ${table}
     WHERE ${id} IS NOT NULL
     GROUP BY 1
   ),
   trimmed AS (
     SELECT v, ${trimmedSql('v')} AS x, n
     FROM g
   ),
   spellings AS (
     SELECT *, lower(x) AS key, sum(n) OVER (PARTITION BY x) AS spelled
     FROM trimmed
     WHERE x IS NOT NULL
   ),
   compared AS (
     SELECT *, min(x) OVER (PARTITION BY key) <> max(x) OVER (PARTITION BY key) AS varies
     FROM spellings
   )
   SELECT v, x, n, key, first_value(x) OVER (PARTITION BY key ORDER BY spelled DESC, x) AS usual
   FROM compared
   WHERE varies`;

/** Whether a column of text or email addresses has values that differ only in case. */
const mayVary = ({ type, caseVariants }: ColumnFacts): boolean => caseVariants && (type === 'text' || type === 'email');

async function countVariants({ engine, source, columns }: Profile): Promise<Map<string, Variants>> {
  const variants = new Map<string, Variants>();
  for (const column of columns.filter(mayVary)) {
    const groups = await engine.rows<{ spellings: string[]; total: number; all_cells: number }>(
      `WITH g AS (
         SELECT key, sum(n) FILTER (x <> usual) AS cells, list(DISTINCT x ORDER BY x) AS spellings
         FROM (${variantsSql(source.table, column)})
         GROUP BY key
       )
       SELECT *, count(*) OVER () AS total, sum(cells) OVER () AS all_cells
       FROM g
       ORDER BY cells DESC, key
       LIMIT 3`,
    );
    const [first] = groups;
    if (first === undefined) continue;
    const examples = groups.map(({ spellings }) =>
      spellings
        .slice(0, 4)
        .map((text) => `"${excerpt(text, VALUE_LENGTH)}"`)
        .join(' / '),
    );
    variants.set(column.id, { groups: first.total, cells: first.all_cells, examples });
  }
  return variants;
}

function variantIssue({ source }: Profile, column: ColumnFacts): RowIssueQuery {
  return {
    position: column.position,
    label: column.label,
    type: 'case_variant',
    severity: 'info',
    texts: `SELECT v, 'more often spelled "' || left(usual, 100) || '"' AS message
      FROM (${variantsSql(source.table, column)}) WHERE x <> usual`,
    query: rowsWithTexts(source.table, column),
  };
}
