import { useNavigate, useSearch } from '@tanstack/react-router';
import { mayWrite, useSession } from '../session/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { ChooseDocument } from '../uploads/ChooseDocument.tsx';
import { AnalysisForm } from './AnalysisForm.tsx';
import { valuesFrom } from './parameters/schema.ts';

/** From a file to a running analysis. The URL may preset document, tool and settings. */
export function NewAnalysisPage() {
  const session = useSession();
  const { doc, tool, parameters } = useSearch({ from: '/shell/analyses/new' });
  const navigate = useNavigate();
  const choose = (docId: string) =>
    void navigate({
      to: '/analyses/new',
      search: { doc: docId, ...(tool ? { tool } : {}), ...(parameters ? { parameters } : {}) },
    });
  if (!mayWrite(session)) {
    return (
      <Page title="New analysis">
        <Note tone="info" title="You have read-only access to this account.">
          Starting an analysis requires the member role.
        </Note>
      </Page>
    );
  }
  return (
    <Page title="New analysis" lead={doc ? 'Choose a tool and adjust its settings. All defaults are safe.' : undefined}>
      {doc ? (
        <AnalysisForm key={`${doc} ${parameters}`} docId={doc} tool={tool} given={valuesFrom(parameters)} />
      ) : (
        <ChooseDocument
          onStored={choose}
          action={({ doc_id, doc_name }) => (
            <LinkButton
              to="/analyses/new"
              search={{ doc: doc_id, ...(tool ? { tool } : {}), ...(parameters ? { parameters } : {}) }}
              aria-label={`Analyze ${doc_name}`}
            >
              Analyze
            </LinkButton>
          )}
        />
      )}
    </Page>
  );
}
