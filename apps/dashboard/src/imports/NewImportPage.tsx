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

/** From a file to a running import: choose it, check the preview, adjust the options, start. */
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
        <Note tone="info" title="You have read-only access to this account.">
          Importing requires the member role.
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

/** Says that the options of an earlier import are kept until a document is chosen. */
const leadOf = ({ doc, on_invalid: options }: ImportForm): string =>
  options && !doc
    ? 'Drop the corrected file, or choose a document. The column mapping and options of the last import are kept.'
    : 'Import the records of a file into a table. Every record with an error is reported.';
