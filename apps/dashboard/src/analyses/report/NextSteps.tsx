import type { Analysis, ReportRoutingDecision } from '@sluice/client';
import { mayWrite, useSession } from '../../session/session.ts';
import { Card } from '../../ui/Card.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { formatShare } from '../numbers.ts';
import { toolTitle } from '../tools.ts';
import { AnalyzeArtifact } from './AnalyzeArtifact.tsx';
import styles from './Report.module.css';
import { Severity } from './Severity.tsx';

interface NextStepsProps {
  readonly analysis: Analysis;
  readonly routing: readonly ReportRoutingDecision[];
}

/** The recommended next analyses, each with a link to a form that is filled in. */
export function NextSteps({ analysis, routing }: NextStepsProps) {
  if (routing.length === 0) return null;
  return (
    <Card title="Next steps">
      <ul className={styles.list}>
        {routing.map((decision) => (
          <li key={`${decision.next_tool} ${decision.reason}`} className={styles.next}>
            <div className={styles.text}>
              <h3 className={styles.inline}>
                {toolTitle(decision.next_tool)} <Severity severity={decision.priority} />
              </h3>
              <p>{decision.reason}</p>
              <ul className={styles.soft}>
                {decision.expected_benefits.map((benefit) => (
                  <li key={benefit}>{benefit}</li>
                ))}
              </ul>
              <p className={styles.soft}>Confidence: {formatShare(decision.confidence_score)}</p>
            </div>
            <NextButton analysis={analysis} decision={decision} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function NextButton({ analysis, decision }: { analysis: Analysis; decision: ReportRoutingDecision }) {
  const session = useSession();
  const { next_tool: tool, parameters, required_files: files } = decision;
  if (!mayWrite(session)) return null;
  if (files.includes('cleaned.csv')) {
    const made = analysis.downloads.find(({ kind }) => kind === 'cleaned');
    if (made?.status === 'uploaded') return <AnalyzeArtifact file={made} tool={tool} />;
    return (
      <p className={styles.soft}>
        {made
          ? 'cleaned.csv is not available. See Output files.'
          : 'Requires cleaned.csv. Run the analysis again and select it.'}
      </p>
    );
  }
  if (analysis.doc_id === null) return <p className={styles.soft}>The document has been deleted.</p>;
  return (
    <LinkButton
      to="/analyses/new"
      search={{ doc: analysis.doc_id, tool, parameters: JSON.stringify(parameters) }}
      kind="primary"
    >
      Set up {toolTitle(tool).toLowerCase()}
    </LinkButton>
  );
}
