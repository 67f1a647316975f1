import { ratio } from '../../shared/number-sql.ts';
import { count, counted, named, percent } from '../../shared/wording.ts';
import type { ColumnFacts, ProfileStep } from '../types.ts';

/** Minimum share of a column's values, for kinds that other data can match by chance. */
const SHARE = 0.3;

interface Finding {
  readonly column: ColumnFacts;
  readonly kind: string;
  readonly noun: string;
  readonly rows: number;
  readonly sensitive: boolean;
}

/** Each kind is recognized by the kinds of the cells, or by cells that pass a check. One number in ten passes Luhn's check. */
const recognizers: readonly {
  readonly kind: string;
  readonly noun: string;
  readonly sensitive: boolean;
  readonly rows: (column: ColumnFacts) => number;
  /** Records from which on the kind is reported. */
  readonly from: (column: ColumnFacts) => number;
}[] = [
  { kind: 'email', noun: 'email addresses', sensitive: false, rows: ({ kinds }) => kinds.email, from: () => 1 },
  {
    kind: 'email_in_text',
    noun: 'email addresses within text',
    sensitive: false,
    rows: ({ personal }) => personal.email_in_text,
    from: () => 1,
  },
  {
    kind: 'phone',
    noun: 'phone numbers',
    sensitive: false,
    rows: ({ type, agree, kinds }) => (type === 'phone' ? agree : kinds.phone),
    from: ({ values }) => SHARE * values,
  },
  {
    kind: 'card_number',
    noun: 'payment card numbers (Luhn check passed)',
    sensitive: true,
    rows: ({ personal }) => personal.card,
    from: ({ values }) => SHARE * values,
  },
  {
    kind: 'iban',
    noun: 'IBANs (valid check digits)',
    sensitive: true,
    rows: ({ personal }) => personal.iban,
    from: () => 1,
  },
  {
    kind: 'ssn',
    noun: 'social security numbers',
    sensitive: true,
    rows: ({ personal }) => personal.ssn,
    from: () => 1,
  },
  {
    kind: 'ip_address',
    noun: 'IP addresses',
    sensitive: false,
    rows: ({ kinds }) => kinds.ip,
    from: ({ values }) => SHARE * values,
  },
];

/** Columns that identify people or their accounts. */
export const personalDataStep: ProfileStep<'personal_data'> = {
  key: 'personal_data',
  title: 'Personal data',
  parameters: { share: SHARE },
  async run({ columns }) {
    const found: Finding[] = columns.flatMap((column) =>
      recognizers.flatMap(({ kind, noun, sensitive, rows, from }) => {
        const found = rows(column);
        return found > 0 && found >= from(column) ? [{ column, kind, noun, rows: found, sensitive }] : [];
      }),
    );
    const sensitive = found.filter((finding) => finding.sensitive);
    return {
      numbers: {
        columns: new Set(found.map(({ column }) => column.id)).size,
        sensitive_columns: new Set(sensitive.map(({ column }) => column.id)).size,
      },
      findings: found.map(({ column, kind, rows }) => ({
        column: column.label,
        kind,
        rows,
        share: ratio(rows, column.values),
      })),
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          { header: 'Type', type: 'text' },
          { header: 'Records', type: 'integer' },
          { header: 'Share of values', type: 'percent' },
        ],
        rows: found.map(({ column, kind, rows }) => [column.label, kind, rows, ratio(rows, column.values)]),
      },
      ...(found.length === 0 ? {} : { alerts: [alertOf(found, sensitive)] }),
      issues: found.map((finding) => ({
        field_name: finding.column.label,
        issue_type: `personal_${finding.kind}`,
        severity: finding.sensitive ? ('high' as const) : ('medium' as const),
        message: `${finding.column.label} contains ${finding.noun} in ${counted(finding.rows, 'record')} (${percent(finding.rows, finding.column.values)} of its values).`,
      })),
      recommendations: sensitive.map(({ column, noun, rows }) => ({
        field_name: column.label,
        priority: 'high' as const,
        recommendation: `Mask or drop "${column.label}" before you share this file: it contains ${count(rows)} ${noun}.`,
        timeline: 'now',
      })),
    };
  },
};

function alertOf(found: readonly Finding[], sensitive: readonly Finding[]) {
  const names = (findings: readonly Finding[]): string =>
    named([...new Set(findings.map(({ column }) => column.label))]);
  const columns = new Set(found.map(({ column }) => column.id)).size;
  return {
    severity: sensitive.length > 0 ? ('critical' as const) : ('medium' as const),
    category: 'privacy',
    message: `${names(found)} ${columns === 1 ? 'identifies' : 'identify'} people: ${[...new Set(found.map(({ noun }) => noun))].join(', ')}.`,
    affected_fields_count: columns,
    recommendation:
      sensitive.length > 0
        ? `Restrict access to this file, and mask ${names(sensitive)}.`
        : `Restrict access to this file, or drop ${names(found)} if no one needs to be contacted.`,
  };
}
