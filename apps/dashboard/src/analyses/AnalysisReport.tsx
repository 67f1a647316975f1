import type { Analysis } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import { type TabItem, Tabs } from '../ui/Tabs.tsx';
import { OutputFilesTab } from './OutputFilesTab.tsx';
import { reportQuery } from './queries.ts';
import { ChangesTab } from './report/ChangesTab.tsx';
import { ColumnsTab } from './report/ColumnsTab.tsx';
import { DriftTab } from './report/DriftTab.tsx';
import { IssuesTab } from './report/IssuesTab.tsx';
import { OverviewTab } from './report/OverviewTab.tsx';
import { RelationsTab } from './report/RelationsTab.tsx';
import { findingsOf, foundList, type Report } from './report/read-report.ts';
import { StepsTab } from './report/StepsTab.tsx';

/** The report of a completed analysis in tabs. The selected tab is in the URL. */
export function AnalysisReport({ analysis }: { analysis: Analysis }) {
  const report = useQuery(reportQuery(analysis.analysis_id));
  const { tab } = useSearch({ from: '/shell/analyses/$analysisId' });
  const navigate = useNavigate();
  if (report.error && !report.data) return <Failure error={report.error} reset={() => void report.refetch()} />;
  if (!report.data) return null;
  const tabs = tabsOf(analysis, report.data);
  const made = analysis.downloads.length;
  const undelivered = analysis.downloads.filter(({ status }) => status === 'upload_failed').length;
  const select = (id: string) =>
    void navigate({
      to: '/analyses/$analysisId',
      params: { analysisId: analysis.analysis_id },
      search: (before) => ({ ...before, tab: id }),
      resetScroll: false,
    });
  return (
    <>
      {report.data.isTrimmed ? (
        <Note tone="warn" title="This report is truncated.">
          The full report is too large for the database and is currently unavailable. See the output files.
        </Note>
      ) : null}
      {undelivered > 0 && tab !== 'files' ? (
        <Note tone="warn" title={`${undelivered} of ${made} output files could not be delivered.`}>
          <p>The report below is complete. The files are kept, and delivery is retried automatically.</p>
          <Button onPress={() => select('files')}>View details</Button>
        </Note>
      ) : null}
      <Tabs
        label="Report sections"
        tabs={tabs}
        selected={tabs.find(({ id }) => id === tab)?.id ?? 'overview'}
        onSelect={select}
      />
    </>
  );
}

/** Only the tabs that have content. */
function tabsOf(analysis: Analysis, report: Report): TabItem[] {
  const isProfile = analysis.tool === 'profile-my-data';
  const issues = report.issues.length + report.issueSummary.total_issues;
  const tabs: (TabItem | false)[] = [
    { id: 'overview', label: 'Overview', content: () => <OverviewTab analysis={analysis} report={report} /> },
    foundList(report, 'columns').length > 0 && {
      id: 'columns',
      label: 'Columns',
      content: () => <ColumnsTab report={report} />,
    },
    !isProfile && { id: 'steps', label: 'Steps', content: () => <StepsTab report={report} /> },
    { id: 'issues', label: `Issues (${formatCount(issues)})`, content: () => <IssuesTab report={report} /> },
    report.changeLog !== undefined && {
      id: 'changes',
      label: `Changes (${formatCount(report.changeLog.total)})`,
      content: () => <ChangesTab report={report} />,
    },
    isProfile && {
      id: 'relations',
      label: 'Duplicates and relationships',
      content: () => <RelationsTab report={report} />,
    },
    findingsOf(report, 'drift') !== undefined && {
      id: 'drift',
      label: 'Drift',
      content: () => <DriftTab report={report} />,
    },
    {
      id: 'files',
      label: `Output files (${analysis.downloads.length})`,
      content: () => <OutputFilesTab analysis={analysis} />,
    },
  ];
  return tabs.filter((tab) => tab !== false);
}
