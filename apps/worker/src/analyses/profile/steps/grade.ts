import type { QualityGrade } from '@sluice/jobs/report';
import { roundDouble } from '../../shared/number-sql.ts';
import { counted, percent } from '../../shared/wording.ts';
import type { Profile, ProfileStep } from '../types.ts';

/** The weight of each part, and the minimum score of each grade. */
const WEIGHTS = { completeness: 0.35, validity: 0.3, uniqueness: 0.2, consistency: 0.15 } as const;
const GRADES = [
  ['A', 0.95],
  ['B', 0.9],
  ['C', 0.8],
  ['D', 0.7],
  ['F', 0],
] as const;

/**
 * The grade and its parts, each 0 to 1:
 * - completeness: cells with a value, of all cells
 * - validity: values that fit the type of their column, of all values, times parsed records, of all records
 * - uniqueness: records that do not repeat an earlier one, of all records; or the distinct values of a column that looks like
 *   a key, of all its values, if that is less
 * - consistency: 1 minus the text faults per non-empty cell
 */
export const gradeStep: ProfileStep<'quality'> = {
  key: 'quality',
  title: 'Quality',
  parameters: { weights: WEIGHTS, grades: Object.fromEntries(GRADES) },
  idle: ({ source }) => (source.rows === 0 ? 'the file has no records' : undefined),
  async run(profile) {
    const grade = gradeOf(profile);
    profile.grade = grade;
    return {
      numbers: Object.fromEntries([
        ...grade.parts.map(({ part, score }) => [part, score]),
        ['score', grade.score ?? 0],
      ]),
      findings: grade,
      sheet: {
        columns: [
          { header: 'Part', type: 'text' },
          { header: 'Weight', type: 'percent' },
          { header: 'Score', type: 'percent' },
        ],
        rows: [
          ...grade.parts.map(({ part, weight, score }) => [part, weight, score]),
          [`grade ${grade.grade}${grade.limited_by ? `: ${grade.limited_by}` : ''}`, 1, grade.score],
        ],
      },
      recommendations: recommend(grade),
    };
  },
};

function gradeOf({ source, columns, duplicateRows, brokenKeys, inconsistentCells }: Profile): QualityGrade {
  const total = (of: (column: (typeof columns)[number]) => number): number =>
    columns.reduce((sum, column) => sum + of(column), 0);
  const cells = source.rows * columns.length;
  const values = total((column) => column.values);
  const filled = total(({ rows, nulls }) => rows - nulls);
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : Math.max(0, part / whole));
  const scores: Record<keyof typeof WEIGHTS, number> = {
    completeness: share(values, cells),
    validity:
      share(
        total(({ agree }) => agree),
        values,
      ) * share(source.rows, source.rows + source.rejected),
    uniqueness: Math.min(
      share(source.rows - duplicateRows, source.rows),
      ...brokenKeys.map(({ column: { distinct, rows, nulls } }) => share(distinct, rows - nulls)),
    ),
    consistency: share(filled - inconsistentCells, filled),
  };
  const parts = Object.entries(WEIGHTS).map(([part, weight]) => ({
    part,
    weight,
    score: roundDouble(scores[part as keyof typeof WEIGHTS]) ?? 0,
  }));
  const score = roundDouble(parts.reduce((sum, { weight, score }) => sum + weight * score, 0)) ?? 0;
  const grade = GRADES.find(([, from]) => score >= from)?.[0] ?? 'F';
  const [broken] = brokenKeys;
  if (grade !== 'A' || broken === undefined) return { score, grade, parts };
  const repeats = counted(broken.repeated, 'value repeats', 'values repeat');
  return {
    score,
    grade: 'B',
    parts,
    limited_by: `"${broken.column.label}" looks like a key, but ${repeats} an earlier one.`,
  };
}

/** Recommends starting with the part that lowers the grade most; nothing for grade A. */
function recommend({ grade, parts }: QualityGrade) {
  if (grade === 'A') return [];
  const loss = ({ weight, score }: QualityGrade['parts'][number]): number => weight * (1 - score);
  const [worst] = parts.toSorted((a, b) => loss(b) - loss(a));
  if (worst === undefined) return [];
  return [
    {
      field_name: '',
      priority: grade === 'D' || grade === 'F' ? ('high' as const) : ('medium' as const),
      recommendation: `Start with ${worst.part}: at ${percent(worst.score, 1)} it lowers the grade ${grade} the most.`,
      timeline: 'next',
    },
  ];
}
