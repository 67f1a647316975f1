import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { mayWrite, useSession } from '../../session/session.ts';
import { Failure } from '../../shell/Failure.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Note } from '../../ui/Note.tsx';
import { Page } from '../../ui/Page.tsx';
import { ChooseDocument } from '../../uploads/ChooseDocument.tsx';
import { importersQuery } from '../queries.ts';
import { DraftFromFile } from './DraftFromFile.tsx';

const route = getRouteApi('/shell/new-importer');

/** From any file to a typed table: choose the file, look at what was found in it, store the importer, import. */
export function NewImporterPage() {
  const { doc } = route.useSearch();
  const session = useSession();
  const navigate = useNavigate({ from: '/new-importer' });
  const importers = useQuery(importersQuery(session.accountId));
  const take = useCallback((docId: string) => void navigate({ search: { doc: docId }, replace: true }), [navigate]);
  const title = 'New importer from a file';
  const { data } = importers;
  if (!data) {
    return (
      <Page title={title}>
        {importers.error ? <Failure error={importers.error} reset={() => void importers.refetch()} /> : null}
      </Page>
    );
  }
  if (!mayWrite(session) || data.may_define.length === 0) {
    return (
      <Page title={title}>
        <Note tone="info" title="Only operators may define importers here.">
          Ask your operator for one. The setting MEMBERS_MAY_DEFINE=true allows it to members too.
        </Note>
      </Page>
    );
  }
  return (
    <Page
      title={title}
      lead={
        doc ? (
          <>
            Check what was found in the file, and change what is wrong.{' '}
            <Link to="/new-importer">Choose another file</Link>
          </>
        ) : (
          'Drop any CSV or Excel file. Its columns, their types and its key are found for you, and Sluice makes the table.'
        )
      }
    >
      {doc ? (
        <DraftFromFile key={doc} docId={doc} mayDefine={data.may_define} />
      ) : (
        <ChooseDocument
          onStored={take}
          action={({ doc_id, doc_name }) => (
            <LinkButton kind="quiet" to="/new-importer" search={{ doc: doc_id }} aria-label={`Use ${doc_name}`}>
              Use
            </LinkButton>
          )}
        />
      )}
    </Page>
  );
}
