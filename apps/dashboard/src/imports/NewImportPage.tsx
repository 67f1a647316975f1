import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { mayWrite, useSession } from '../session/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { ChooseDocument } from '../uploads/ChooseDocument.tsx';
import { ImportSteps } from './ImportSteps.tsx';
import type { ImportForm } from './options.ts';

const route = getRouteApi('/shell/imports/new');

/** From a file to a running import: choose, look, correct, start. */
export function NewImportPage() {
  const form = route.useSearch();
  const session = useSession();
  const navigate = useNavigate({ from: '/imports/new' });
  const take = useCallback(
    (doc: string) => void navigate({ search: (before) => ({ ...before, doc }), replace: true }),
    [navigate],
  );
  if (!mayWrite(session)) {
    return (
      <Page title="New import">
        <Note tone="info" title="You may look at imports, and start none.">
          Importing needs the role member.
        </Note>
      </Page>
    );
  }
  return (
    <Page title="New import" lead={leadOf(form)}>
      {form.doc ? (
        <ImportSteps form={form} docId={form.doc} />
      ) : (
        <ChooseDocument
          onStored={take}
          action={({ doc_id, doc_name }) => (
            <LinkButton
              to="/imports/new"
              search={{ ...form, doc: doc_id }}
              kind="quiet"
              aria-label={`Import ${doc_name}`}
            >
              Import
            </LinkButton>
          )}
        />
      )}
    </Page>
  );
}

/** An import whose choices were brought from an earlier one says so while it waits for its file. */
const leadOf = ({ doc, on_invalid: choices }: ImportForm): string =>
  choices && !doc
    ? 'Drop the repaired file, or choose one: columns and choices stay as they were in the last import.'
    : 'Rows of a file become rows of a table; every row that is wrong is named.';
