import type { RoutingDecision } from '@sluice/jobs/report';
import { roundDouble } from '../shared/number-sql.ts';
import { counted } from '../shared/wording.ts';
import type { ColumnFacts, Profile } from './types.ts';

const CLEANED_TYPES: Readonly<Record<string, string>> = {
  integer: 'integer',
  number: 'number',
  formatted: 'number',
  boolean: 'boolean',
  date: 'date',
};

/** Recommends clean-my-data, with parameters, if it would change something in this file. */
export function routingOf(profile: Profile): RoutingDecision[] {
  const { source, columns, duplicateRows, grade } = profile;
  const total = (of: (column: ColumnFacts) => number): number => columns.reduce((sum, column) => sum + of(column), 0);
  const plain = columns.filter(({ label, name }) => label === name);
  const typed = plain.filter(
    ({ type, agree, values, kinds }) =>
      CLEANED_TYPES[type] && (agree < values || type === 'formatted' || kinds.grouped > 0),
  );
  const spaced = plain.filter(({ innerSpace }) => innerSpace > 0);
  const space = total(({ outerSpace, blanks }) => outerSpace + blanks);
  const tokens = total((column) => column.tokens);
  const innerSpaces = total(({ innerSpace }) => innerSpace);
  const benefits = [
    ...(duplicateRows > 0 ? [`${counted(duplicateRows, 'duplicate record')} dropped`] : []),
    ...(space > 0 ? [`${counted(space, 'cell')} trimmed`] : []),
    ...(tokens > 0 ? [`${counted(tokens, 'placeholder value')} cleared in typed columns`] : []),
    ...(spaced.length > 0 ? [`repeated whitespace collapsed in ${counted(innerSpaces, 'cell')}`] : []),
    ...(typed.length > 0 ? [`a single type for ${counted(typed.length, 'column')}`] : []),
  ];
  if (benefits.length === 0) return [];
  const faults = duplicateRows + space + tokens + innerSpaces + total(({ values, agree }) => values - agree);
  const share = faults / Math.max(1, source.rows);
  const confidence = roundDouble(Number(Math.min(0.99, 0.6 + share).toFixed(2))) ?? 0;
  const names = (list: readonly ColumnFacts[]): string[] => [...new Set(list.map(({ name }) => name))];
  return [
    {
      next_tool: 'clean-my-data',
      confidence_score: confidence,
      reason: `Cleaning can fix ${counted(faults, 'issue')} in ${counted(source.rows, 'record')}${grade?.grade ? ` (grade ${grade.grade})` : ''}.`,
      priority: share > 0.1 ? 'high' : share > 0.01 ? 'medium' : 'low',
      path: '/api/v1/analyses',
      required_files: ['the same document'],
      parameters: {
        ...(spaced.length > 0 ? { standardise: { collapse_spaces: names(spaced) } } : {}),
        ...(typed.length > 0
          ? { types: { columns: Object.fromEntries(typed.map(({ name, type }) => [name, CLEANED_TYPES[type]])) } }
          : {}),
      },
      expected_benefits: benefits,
      execution_steps: [
        'POST /api/v1/analyses with tool clean-my-data, the same doc_id and these parameters',
        'Review the change log to compare cleaned.csv with this file',
      ],
    },
  ];
}
