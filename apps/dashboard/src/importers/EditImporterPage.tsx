import type { Importer, ImporterVersion } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { ChooseDocument } from '../uploads/ChooseDocument.tsx';
import { editableText, isPackage } from './definition/editable-text.ts';
import { DefinitionEditor } from './editor/DefinitionEditor.tsx';
import { LeaveGuard } from './editor/LeaveGuard.tsx';
import { OthersVersion } from './editor/OthersVersion.tsx';
import { SamplePreview } from './editor/SamplePreview.tsx';
import { SaveBar } from './editor/SaveBar.tsx';
import { useCheck } from './editor/use-check.ts';
import { useEditor } from './editor/use-editor.ts';
import { useSample } from './editor/use-sample.ts';
import { mayChange } from './labels.ts';
import { importerQuery, importersQuery, versionQuery } from './queries.ts';
import { isConflict, useSave } from './use-save.ts';

const route = getRouteApi('/shell/importers/$importer/edit');

/** Editing the definition of an importer: its newest version, or an older one to come back to. */
export function EditImporterPage() {
  const { importer: name } = route.useParams();
  const { version } = route.useSearch();
  const { accountId } = useSession();
  const importer = useQuery(importerQuery(name));
  const older = Number(version);
  const asked = useQuery({ ...versionQuery(name, older), enabled: version !== undefined });
  const mayDefine = useQuery(importersQuery(accountId)).data?.may_define;
  const error = importer.error ?? asked.error;
  const text = version === undefined ? importer.data : asked.data;
  // What was typed stays if they cannot be loaded again: the banner says that Sluice is unreachable.
  if (!importer.data || !text || !mayDefine) {
    return <Page title={`Edit ${name}`}>{error ? <Failure error={error} /> : null}</Page>;
  }
  return (
    <Page
      title={`Edit ${importer.data.title}`}
      lead={
        <>
          {version === undefined
            ? 'What is saved becomes its next version.'
            : `The text of version ${older}. Saved, it becomes the next version.`}{' '}
          <Link to="/importers/$importer" params={{ importer: name }}>
            Back to the importer
          </Link>
        </>
      }
    >
      {mayChange(importer.data, mayDefine) ? (
        <Editing key={text.url} importer={importer.data} text={text} />
      ) : (
        <Note tone="info" title="You cannot change this importer here.">
          It is shipped with Sluice, installed from a folder, or belongs to all accounts.
        </Note>
      )}
    </Page>
  );
}

function Editing({ importer, text }: { importer: Importer; text: Importer | ImporterVersion }) {
  const { view, doc } = route.useSearch();
  const { name, scope, version: newest } = importer;
  /** The newest version that the user knows: whatever is saved becomes the next one. */
  const [basedOn, setBasedOn] = useState(newest);
  const navigate = useNavigate({ from: '/importers/$importer/edit' });
  const editor = useEditor(editableText(text), text.format);
  const checked = useCheck({ text: editor.text, format: text.format, scope });
  const isFine = checked.isCurrent && checked.check?.problems.length === 0;
  const sample = useSample({ docId: doc, text: isFine ? editor.text : undefined, scope });
  const save = useSave();
  const isSame = editor.text === editableText(importer);
  const store = async () => {
    await save.mutateAsync({ text: editor.text, format: text.format, scope, basedOn });
    // What was changed is stored, which the guard learns only with the next render.
    const how = { ignoreBlocker: true } as const;
    await navigate({ ...how, to: '/importers/$importer', params: { importer: name }, search: { tab: 'versions' } });
  };
  return (
    <>
      {isPackage(text) ? (
        <Note tone="info" title="This importer was stored as a Data Package. You edit the definition that it became." />
      ) : null}
      <DefinitionEditor
        editor={editor}
        checked={checked}
        isStored
        view={view}
        onView={(id) =>
          void navigate({ search: (before) => ({ ...before, view: id }), replace: true, resetScroll: false })
        }
      />
      {doc ? (
        <SamplePreview sample={sample} />
      ) : (
        <Card title="Try it on a file">
          <p>See what the definition makes of a file before you save it. Nothing is imported.</p>
          <ChooseDocument
            onStored={(docId) =>
              void navigate({ search: (before) => ({ ...before, doc: docId }), replace: true, resetScroll: false })
            }
            action={({ doc_id, doc_name }) => (
              <LinkButton
                kind="quiet"
                to="/importers/$importer/edit"
                params={{ importer: name }}
                search={(before) => ({ ...before, doc: doc_id })}
                resetScroll={false}
                aria-label={`Try ${doc_name}`}
              >
                Try
              </LinkButton>
            )}
          />
        </Card>
      )}
      {newest > basedOn ? (
        <OthersVersion importer={name} before={basedOn} after={newest} onSeen={() => setBasedOn(newest)} />
      ) : null}
      {save.error && !isConflict(save.error) ? <Failure error={save.error} /> : null}
      <LeaveGuard isChanged={editor.isChanged} />
      <SaveBar checked={checked} isUnreadable={editor.unreadable !== undefined} {...(doc ? { sample } : {})}>
        <Button
          kind="primary"
          isDisabled={!isFine || isSame || newest > basedOn}
          isPending={save.isPending}
          onPress={() => void store().catch(() => {})}
        >
          Save as version {basedOn + 1}
        </Button>
      </SaveBar>
    </>
  );
}
