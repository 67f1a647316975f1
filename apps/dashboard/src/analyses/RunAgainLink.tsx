import type { Analysis } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { mayWrite, useSession } from '../session/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { type Schema, withoutDefaults } from './parameters/schema.ts';
import { toolsQuery } from './queries.ts';

/** Opens a new analysis with the same document, tool and settings, to edit and start. */
export function RunAgainLink({ analysis: { doc_id: doc, tool, parameters } }: { analysis: Analysis }) {
  const session = useSession();
  const tools = useQuery(toolsQuery);
  const schema = tools.data?.find(({ name }) => name === tool)?.parameters as Schema | undefined;
  if (!mayWrite(session) || doc === null) return null;
  return (
    <LinkButton
      to="/analyses/new"
      search={{ doc, tool, parameters: JSON.stringify(schema ? withoutDefaults(schema, parameters) : parameters) }}
    >
      Edit and run again
    </LinkButton>
  );
}
