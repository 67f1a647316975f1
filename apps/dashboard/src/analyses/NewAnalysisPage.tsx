import { useNavigate, useSearch } from '@tanstack/react-router';
import { mayWrite, useSession } from '../session/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { ChooseDocument } from '../uploads/ChooseDocument.tsx';
import { AnalysisForm } from './AnalysisForm.tsx';
import { valuesFrom } from './parameters/schema.ts';

/** From a file to a running analysis. File, tool and settings may come with the address. */
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
      <Page title="Analyse a file">
        <Note tone="info" title="Viewers see analyses; members start them.">
          Ask somebody of your account who is a member or an operator.
        </Note>
      </Page>
    );
  }
  return (
    <Page
      title="Analyse a file"
      lead={doc ? 'Choose what is to be done. Everything has a default that is safe: nothing is guessed.' : undefined}
    >
      {doc ? (
        <AnalysisForm key={`${doc} ${parameters}`} docId={doc} tool={tool} given={valuesFrom(parameters)} />
      ) : (
        <ChooseDocument
          onStored={choose}
          action={({ doc_id, doc_name }) => (
            <LinkButton
              to="/analyses/new"
              search={{ doc: doc_id, ...(tool ? { tool } : {}), ...(parameters ? { parameters } : {}) }}
              aria-label={`Analyse ${doc_name}`}
            >
              Analyse
            </LinkButton>
          )}
        />
      )}
    </Page>
  );
}
