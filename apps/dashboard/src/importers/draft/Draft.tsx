import type { ImporterInference } from '@sluice/client';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Note.tsx';
import { objectOf } from '../definition/definition.ts';
import { DefinitionEditor } from '../editor/DefinitionEditor.tsx';
import { LeaveGuard } from '../editor/LeaveGuard.tsx';
import { SamplePreview } from '../editor/SamplePreview.tsx';
import { SaveBar } from '../editor/SaveBar.tsx';
import { type Scope, useCheck } from '../editor/use-check.ts';
import { useEditor } from '../editor/use-editor.ts';
import { useSample } from '../editor/use-sample.ts';
import { useSave } from '../use-save.ts';

const route = getRouteApi('/shell/new-importer');

/** The definition while a person makes it theirs. */
export function Draft({
  docId,
  mayDefine,
  inference,
  warnings,
}: {
  readonly docId: string;
  readonly mayDefine: readonly Scope[];
  readonly inference: ImporterInference;
  /** What a person should look at in the definition. */
  readonly warnings: ImporterInference['warnings'];
}) {
  const { view } = route.useSearch();
  const navigate = useNavigate({ from: '/new-importer' });
  const editor = useEditor(inference.source, 'yaml');
  const [scope, setScope] = useState<Scope>(mayDefine.includes('account') ? 'account' : 'all');
  const checked = useCheck({ text: editor.text, format: 'yaml', scope });
  const isFine = checked.isCurrent && checked.check?.problems.length === 0;
  const sample = useSample({ docId, text: isFine ? editor.text : undefined, scope });
  const save = useSave();
  const creates = objectOf(editor.definition?.target).manage !== 'existing';
  const store = async (next: 'import' | 'show') => {
    const { name } = await save.mutateAsync({ text: editor.text, format: 'yaml', scope, basedOn: 0 });
    // What was changed is stored, which the guard learns only with the next render.
    const how = { ignoreBlocker: true } as const;
    const search = { doc: docId, importer: name, step: 'start' };
    if (next === 'import') await navigate({ ...how, to: '/imports/new', search });
    else await navigate({ ...how, to: '/importers/$importer', params: { importer: name } });
  };
  const start = (next: 'import' | 'show') => void store(next).catch(() => {});
  return (
    <>
      {warnings.map(({ code, column, message }) => (
        <Note key={`${code} ${column} ${message}`} tone="warn" title={column ? `${column}: ${message}` : message} />
      ))}
      <DefinitionEditor
        editor={editor}
        checked={checked}
        isStored={false}
        inference={inference}
        audience={{ scopes: mayDefine, scope, onScope: setScope }}
        view={view}
        onView={(id) =>
          void navigate({ search: (before) => ({ ...before, view: id }), replace: true, resetScroll: false })
        }
      />
      <SamplePreview sample={sample} />
      {save.error ? <Failure error={save.error} /> : null}
      <LeaveGuard isChanged={editor.isChanged} />
      <SaveBar checked={checked} isUnreadable={editor.unreadable !== undefined} sample={sample}>
        <Button isDisabled={!isFine} isPending={save.isPending} onPress={() => start('show')}>
          Only create
        </Button>
        <Button kind="primary" isDisabled={!isFine} isPending={save.isPending} onPress={() => start('import')}>
          {creates ? 'Create table and import' : 'Create and import'}
        </Button>
      </SaveBar>
    </>
  );
}
