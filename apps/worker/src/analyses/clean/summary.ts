import type { Issue, SummaryTile } from '@sluice/jobs/report';
import { count, counted, named, percent } from '../shared/wording.ts';
import type { Outcome } from './outcome.ts';

const MOST_SHOWN = 5;

/** Why rows are missing from the cleaned file; reasons without rows are omitted. */
const lost = (o: Outcome): string[] =>
  [
    { n: o.quarantined, why: 'quarantined by a rule' },
    { n: o.duplicates, why: 'dropped as duplicates' },
    { n: o.blankDropped, why: 'dropped because of a missing value' },
    { n: o.outliersDropped, why: 'dropped as outliers' },
  ]
    .filter(({ n }) => n > 0)
    .map(({ n, why }) => `${count(n)} ${why}`);

type Tile = Omit<SummaryTile, 'summary_id'>;

function rowTiles(o: Outcome): Tile[] {
  const gone = lost(o);
  const aside = o.quarantined + o.rejected;
  return [
    {
      title: 'Records',
      value: o.rowsBefore,
      status: 'info',
      description:
        o.rejected > 0 ? `Plus ${counted(o.rejected, 'record')} that could not be parsed.` : 'Every record was parsed.',
    },
    {
      title: 'Records kept',
      value: o.rowsAfter,
      status: gone.length > 0 ? 'warning' : 'good',
      description:
        gone.length > 0 ? `${percent(o.rowsAfter, o.rowsBefore)}; ${gone.join(', ')}.` : 'No records were removed.',
    },
    {
      title: 'Quarantined',
      value: aside,
      status: aside > 0 ? 'warning' : 'good',
      description: `${counted(o.quarantined, 'record')} broke a rule, ${count(o.rejected)} could not be parsed.`,
    },
    {
      title: 'Duplicates',
      value: o.duplicates,
      status: o.duplicates > 0 ? 'warning' : 'good',
      description:
        o.duplicates > 0 ? `${percent(o.duplicates, o.rowsBefore)} of the records.` : 'No duplicate records.',
    },
  ];
}

const cellTiles = (o: Outcome): Tile[] => [
  {
    title: 'Cells changed',
    value: o.cellsChanged,
    status: 'info',
    description:
      o.cellsChanged > 0 ? 'The change log shows each with its value before and after.' : 'No cells were changed.',
  },
  {
    title: 'Blank cells',
    value: o.blankAfter,
    status: o.blankAfter > 0 ? 'info' : 'good',
    description: `${count(o.blankBefore)} in the file.`,
  },
  {
    title: 'Outliers',
    value: o.outliers,
    status: o.outliers > 0 ? 'info' : 'good',
    description: o.outliers > 0 ? `In ${named(o.outlierColumns)}.` : 'No outliers found.',
  },
  {
    title: 'Failed checks',
    value: o.checksFailed.length + o.stepsFailed.length,
    status: o.checksFailed.length + o.stepsFailed.length > 0 ? 'bad' : 'good',
    description: checksText(o),
  },
];

export const tilesOf = (outcome: Outcome): SummaryTile[] =>
  [...rowTiles(outcome), ...cellTiles(outcome)].map((tile, at) => ({ summary_id: `summary-${at + 1}`, ...tile }));

function checksText({ checksFailed, stepsFailed }: Outcome): string {
  const checks = checksFailed.length > 0 ? `Failed checks: ${checksFailed.join(', ')}.` : '';
  const steps = stepsFailed.length > 0 ? `Failed steps: ${stepsFailed.join(', ')}.` : '';
  return (
    [checks, steps].filter((text) => text !== '').join(' ') || 'Every step ran, and no check of the result failed.'
  );
}

/** Markdown built from the figures of this file only. */
export function summaryOf(o: Outcome, issues: readonly Issue[]): string {
  const gone = lost(o);
  const kept = `**${count(o.rowsAfter)} of ${counted(o.rowsBefore, 'record')}** ${o.rowsBefore === 1 ? 'is' : 'are'} in the cleaned file`;
  const changed = o.cellsChanged > 0 ? `Cells changed: **${count(o.cellsChanged)}**.` : 'No cells were changed.';
  return [
    `${kept}${gone.length > 0 ? ` (${percent(o.rowsAfter, o.rowsBefore)}): ${gone.join(', ')}` : ''}. ${changed}`,
    ...(o.rejected > 0 ? [`${counted(o.rejected, 'record')} could not be parsed; see the quarantine.`] : []),
    ...(o.blankBefore !== o.blankAfter
      ? [`Blank cells: ${count(o.blankBefore)} before, ${count(o.blankAfter)} after.`]
      : []),
    ...(o.checksFailed.length + o.stepsFailed.length > 0 ? [checksText(o)] : []),
    ...(issues.length > 0 ? [worstIssues(issues)] : []),
  ].join('\n\n');
}

function worstIssues(issues: readonly Issue[]): string {
  const rank = ['critical', 'high', 'medium', 'low', 'info'];
  const worst = [...issues].sort((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity)).slice(0, MOST_SHOWN);
  const lines = worst.map(({ severity, message }) => `- ${message} (${severity})`);
  const more = issues.length > MOST_SHOWN ? [`- and ${issues.length - MOST_SHOWN} more`] : [];
  return ['Findings:', '', ...lines, ...more].join('\n');
}
