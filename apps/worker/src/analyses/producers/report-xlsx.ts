import type { Sheet, SheetCell, SheetColumn, SummarySheet, TableSheet } from '../../artifacts/types.ts';
import { warningColumns, warningRows } from '../../artifacts/warning-sheet.ts';
import { writeWorkbook } from '../../artifacts/workbook.ts';
import { tablesOf } from '../tables.ts';
import type { Material, Producer } from '../types.ts';

/** Maximum number of alerts on the first sheet. */
const HIGHLIGHTS = 6;
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

const titles: Readonly<Record<string, string>> = {
  'profile-my-data': 'Profile',
  'clean-my-data': 'Cleaning',
};

/** The report as a workbook. */
export const reportXlsx: Producer = {
  produce: (material) => writeWorkbook({ created: material.analysis.createdAt, sheets: sheetsOf(material) }),
};

/** The sheets of the workbook: the summary, then every non-empty table. */
function sheetsOf(material: Material): Sheet[] {
  const { findings } = material;
  return [
    summarySheet(material),
    ...findings.steps.flatMap(({ title, sheet }) => (sheet ? [tableSheet(title, sheet.columns, sheet.rows)] : [])),
    ...readingSheets(material),
    ...listSheets(material),
    ...longSheets(material),
  ].filter((sheet) => sheet.layout === 'summary' || sheet.rowCount > 0);
}

const tableSheet = (
  name: string,
  columns: readonly SheetColumn[],
  rows: readonly (readonly SheetCell[])[],
): TableSheet => ({ name, columns, rows, rowCount: rows.length });

function summarySheet({ analysis, fileName, findings, source }: Material): SummarySheet {
  const { dialect } = source;
  const worst = [...findings.alerts].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return {
    layout: 'summary',
    name: 'Summary',
    title: `${titles[analysis.tool] ?? analysis.tool}: ${fileName}`,
    subtitle: `Analysis ${analysis.analysisId}, requested on ${analysis.createdAt.toISOString().slice(0, 10)}`,
    tiles: findings.executiveSummary,
    highlights: worst.slice(0, HIGHLIGHTS).map(({ severity, message }) => ({ severity, text: message })),
    text: findings.summary,
    facts: [
      ['Records', source.rows],
      ['Columns', source.columns.length],
      ['Unparseable records', source.rejected],
      ['Record issues', findings.issueSummary.total_issues],
      ['Encoding', dialect.encoding],
      ...(dialect.sheet === undefined ? [] : [['Sheet', dialect.sheet] as const]),
    ],
  };
}

const text = (header: string): SheetColumn => ({ header, type: 'text' });
const SEVERITY: SheetColumn = { header: 'Severity', type: 'severity' };

/** How the file was read: what is to be checked first, then every decision. */
function readingSheets({ source }: Material): TableSheet[] {
  return [
    tableSheet('Warnings', warningColumns, warningRows(source.warnings)),
    tableSheet(
      'File format',
      [text('Setting'), text('Value'), text('Decided by'), { header: 'Confidence', type: 'number' }, text('Evidence')],
      source.decisions.map(({ topic, value, given, confidence, evidence }) => [
        ...[topic, value === null ? 'none' : String(value), given ? 'caller' : 'detection'],
        ...[confidence, evidence],
      ]),
    ),
  ];
}

function listSheets({ findings }: Material): TableSheet[] {
  const { alerts, issues, recommendations } = findings;
  return [
    tableSheet(
      'Alerts',
      [
        SEVERITY,
        text('Category'),
        text('Message'),
        { header: 'Columns affected', type: 'integer' },
        text('Recommendation'),
      ],
      alerts.map((a) => [a.severity, a.category, a.message, a.affected_fields_count, a.recommendation]),
    ),
    tableSheet(
      'Issues',
      [SEVERITY, text('Column'), text('Issue'), text('Message'), text('Step')],
      issues.map((i) => [i.severity, i.field_name, i.issue_type, i.message, i.agent_id]),
    ),
    tableSheet(
      'Recommendations',
      [text('Priority'), text('Column'), text('Recommendation'), text('When'), text('Step')],
      recommendations.map((r) => [r.priority, r.field_name, r.recommendation, r.timeline, r.agent_id]),
    ),
  ];
}

/** Tables that may have any number of rows. */
function longSheets(material: Material): TableSheet[] {
  const tables = tablesOf(material);
  const { counts } = material;
  const named = [
    ['Record issues', tables.rowIssues, counts.rowIssues],
    ['Quarantined', tables.quarantined, counts.quarantined],
    ['Changes', tables.changes, counts.changes],
  ] as const;
  return named.flatMap(([name, table, rowCount]) =>
    table ? [{ name, columns: table.columns, rows: table.rows(), rowCount }] : [],
  );
}
