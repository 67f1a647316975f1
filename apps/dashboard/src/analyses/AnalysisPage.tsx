import { isFinalStatus, isSluiceError } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FileDecisions } from '../reading/FileDecisions.tsx';
import { FileWarnings } from '../reading/FileWarnings.tsx';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { Page } from '../ui/Page.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import styles from './Analyses.module.css';
import { AnalysisActions } from './AnalysisActions.tsx';
import { AnalysisProgress } from './AnalysisProgress.tsx';
import { AnalysisReport } from './AnalysisReport.tsx';
import { NoReport } from './NoReport.tsx';
import { documentQuery } from './queries.ts';
import { toolTitle } from './tools.ts';
import { useAnalysis } from './use-analysis.ts';

/** Announced to screen readers when the analysis finishes. */
const endings: Readonly<Record<string, string>> = {
  completed: 'The analysis is complete. Its report is below.',
  failed: 'The analysis failed.',
  cancelled: 'The analysis was cancelled.',
};

/** One analysis: its progress, then its report. */
export function AnalysisPage() {
  const { analysisId } = useParams({ from: '/shell/analyses/$analysisId' });
  const { data: analysis, error, refetch, lost, followAgain } = useAnalysis(analysisId);
  const docId = analysis?.doc_id;
  const file = useQuery({ ...documentQuery(docId ?? ''), enabled: Boolean(docId) });
  if (!analysis) {
    return <Page title="Analysis">{error ? <Failure error={error} reset={() => void refetch()} /> : null}</Page>;
  }
  const isDeleted = !docId || (isSluiceError(file.error) && file.error.status === 404);
  const fileName = file.data?.doc_name ?? (isDeleted ? 'Deleted document' : '…');
  return (
    <Page
      title={fileName}
      lead={
        <span className={styles.status}>
          {toolTitle(analysis.tool)} <StatusBadge status={analysis.status} /> created{' '}
          <RelativeTime iso={analysis.created_at} />
        </span>
      }
      actions={<AnalysisActions analysis={analysis} fileName={fileName} />}
    >
      <p className="visually-hidden" role="status">
        {isFinalStatus(analysis.status) ? endings[analysis.status] : ''}
      </p>
      {error ? <Failure error={error} reset={() => void refetch()} /> : null}
      {lost ? <Failure error={lost} reset={followAgain} /> : null}
      {isFinalStatus(analysis.status) ? null : <AnalysisProgress analysis={analysis} />}
      <FileWarnings warnings={analysis.warnings} />
      {analysis.status === 'completed' ? <AnalysisReport analysis={analysis} /> : null}
      {analysis.reading && analysis.reading.decisions.length > 0 ? (
        <Card title="File format">
          <FileDecisions decisions={analysis.reading.decisions} />
        </Card>
      ) : null}
      {analysis.status === 'failed' || analysis.status === 'cancelled' ? <NoReport analysis={analysis} /> : null}
    </Page>
  );
}
