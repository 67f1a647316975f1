import type { Analysis } from '@sluice/client';
import { mayWrite, useSession } from '../session/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';

/** The same file, tool and settings, to be changed and started once more. */
export function AgainLink({ analysis: { doc_id: doc, tool, parameters } }: { analysis: Analysis }) {
  const session = useSession();
  if (!mayWrite(session) || doc === null) return null;
  return (
    <LinkButton to="/analyses/new" search={{ doc, tool, parameters: JSON.stringify(parameters) }}>
      Change and start again
    </LinkButton>
  );
}
