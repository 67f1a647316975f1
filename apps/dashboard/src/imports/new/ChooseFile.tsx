import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { changed } from '../../reading/form.ts';
import { Card } from '../../ui/Card.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { ChooseDocument } from '../../uploads/ChooseDocument.tsx';
import { type ImportForm, importerOf } from '../options.ts';
import { ImporterField } from './ImporterField.tsx';

/** The first step: into which table, and which file. */
export function ChooseFile({ form }: { form: ImportForm }) {
  const navigate = useNavigate({ from: '/imports/new' });
  const take = useCallback(
    (doc: string) => void navigate({ search: (before) => ({ ...before, doc }), replace: true }),
    [navigate],
  );
  return (
    <>
      <Card title="Importer">
        <ImporterField
          importer={importerOf(form)}
          onChange={(importer) =>
            void navigate({ search: (before) => changed(before, { importer, mapping: '' }), replace: true })
          }
        />
      </Card>
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
    </>
  );
}
