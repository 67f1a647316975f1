import type { Analysis } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { mayWrite, useSession } from '../session/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { type Schema, withoutDefaults } from './parameters/schema.ts';
import { toolsQuery } from './queries.ts';

/** The same file, tool and settings, to be changed and started once more. */
export function AgainLink({ analysis: { doc_id: doc, tool, parameters } }: { analysis: Analysis }) {
  const session = useSession();
  const tools = useQuery(toolsQuery);
  const schema = tools.data?.find(({ name }) => name === tool)?.parameters as Schema | undefined;
  if (!mayWrite(session) || doc === null) return null;
  return (
    <LinkButton
      to="/analyses/new"
      search={{ doc, tool, parameters: JSON.stringify(schema ? withoutDefaults(schema, parameters) : parameters) }}
    >
      Change and start again
    </LinkButton>
  );
}
