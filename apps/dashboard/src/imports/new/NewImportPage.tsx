import { getRouteApi } from '@tanstack/react-router';
import { mayWrite, useSession } from '../../session/session.ts';
import { Note } from '../../ui/Note.tsx';
import { Page } from '../../ui/Page.tsx';
import type { ImportForm } from '../options.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { Guide } from './Guide.tsx';

const route = getRouteApi('/shell/imports/new');

/** From a file to a running import, step by step. */
export function NewImportPage() {
  const form = route.useSearch();
  const session = useSession();
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
      {form.doc ? <Guide form={form} docId={form.doc} /> : <ChooseFile form={form} />}
    </Page>
  );
}

/** Says that the options of an earlier import are kept until a document is chosen. */
const leadOf = ({ doc, on_invalid: options }: ImportForm): string =>
  options && !doc
    ? 'Drop the corrected file, or choose a document. The column mapping and options of the last import are kept.'
    : 'Import the records of a file into a table. Every record with an error is reported.';
