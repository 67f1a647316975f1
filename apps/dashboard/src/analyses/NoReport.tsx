import type { Analysis } from '@sluice/client';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Note } from '../ui/Note.tsx';
import { AgainLink } from './AgainLink.tsx';

/** Why there is no report, and what can be done. */
export function NoReport({ analysis }: { analysis: Analysis }) {
  const { status, error_code: code, error_message: message, trace_id: trace } = analysis;
  if (status === 'cancelled') {
    return (
      <Note tone="info" title="This analysis was cancelled; nothing of it is left.">
        <AgainLink analysis={analysis} />
      </Note>
    );
  }
  return (
    <Note tone="bad" title={message ?? 'This analysis has failed.'}>
      <p>
        Code <code>{code}</code>, trace <code>{trace}</code>
      </p>
      <p>
        <AgainLink analysis={analysis} /> <LinkButton to="/analyses/new">Take another file</LinkButton>
      </p>
    </Note>
  );
}
