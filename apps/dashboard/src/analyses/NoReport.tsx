import type { Analysis } from '@sluice/client';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Note } from '../ui/Note.tsx';
import { RunAgainLink } from './RunAgainLink.tsx';

/** Why the analysis has no report, and what to do next. */
export function NoReport({ analysis }: { analysis: Analysis }) {
  const { status, error_code: code, error_message: message, trace_id: trace } = analysis;
  if (status === 'cancelled') {
    return (
      <Note tone="info" title="This analysis was cancelled and has no report.">
        <RunAgainLink analysis={analysis} />
      </Note>
    );
  }
  return (
    <Note tone="bad" title={message ?? 'This analysis failed.'}>
      <p>
        Error code <code>{code}</code>, trace ID <code>{trace}</code>
      </p>
      <p>
        <RunAgainLink analysis={analysis} /> <LinkButton to="/analyses/new">Choose another document</LinkButton>
      </p>
    </Note>
  );
}
