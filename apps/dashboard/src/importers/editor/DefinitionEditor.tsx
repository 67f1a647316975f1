import type { ImporterInference } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { Note } from '../../ui/Note.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { ChecksForm } from './ChecksForm.tsx';
import styles from './Editor.module.css';
import { FieldList } from './FieldList.tsx';
import { FileForm } from './FileForm.tsx';
import { type Audience, HeadForm } from './HeadForm.tsx';
import { KeyForm } from './KeyForm.tsx';
import { LookupsForm } from './LookupsForm.tsx';
import { ModesForm } from './ModesForm.tsx';
import { Problems } from './Problems.tsx';
import { TextTab } from './TextTab.tsx';
import type { useCheck } from './use-check.ts';
import type { Editor } from './use-editor.ts';

interface DefinitionEditorProps {
  readonly editor: Editor;
  readonly checked: ReturnType<typeof useCheck>;
  /** Whether the importer exists: then its name stays, and renamed fields keep their columns. */
  readonly isStored: boolean;
  /** What a file shows, if the definition was inferred from one. */
  readonly inference?: Pick<ImporterInference, 'columns' | 'key_candidates'> | undefined;
  /** Whom a new importer is for. */
  readonly audience?: Audience;
  readonly view: string | undefined;
  readonly onView: (view: string) => void;
}

/** A definition as a form and as text. Both say the same: the form changes the text. */
export function DefinitionEditor({ editor, checked, view, onView, ...shown }: DefinitionEditorProps) {
  const { check, error, refetch } = checked;
  const problems = check?.problems ?? [];
  return (
    <div className={styles.editor}>
      <Problems problems={problems} warnings={check?.warnings ?? []} error={error} retry={() => void refetch()} />
      <Tabs
        label="Ways to edit the definition"
        selected={view === 'text' ? 'text' : 'form'}
        onSelect={onView}
        tabs={[
          { id: 'form', label: 'Form', content: () => <FormTab {...shown} editor={editor} problems={problems} /> },
          { id: 'text', label: 'Text', content: () => <TextTab editor={editor} problems={problems} /> },
        ]}
      />
    </div>
  );
}

function FormTab({
  editor: { definition, edit, unreadable },
  problems,
  isStored,
  inference,
  audience,
}: Omit<DefinitionEditorProps, 'checked' | 'view' | 'onView'> & {
  readonly problems: NonNullable<ReturnType<typeof useCheck>['check']>['problems'];
}) {
  if (unreadable) {
    return (
      <Note tone="bad" title={`The text cannot be read: line ${unreadable.line}: ${unreadable.message}`}>
        Correct it in the text; then the form shows it again.
      </Note>
    );
  }
  if (!definition) return null;
  const form = { definition, edit, problems, keepsColumns: isStored };
  return (
    <div className={styles.editor}>
      <FieldList {...form} evidence={inference?.columns ?? []} />
      <KeyForm {...form} candidates={inference?.key_candidates ?? []} />
      <HeadForm {...form} isStored={isStored} audience={audience} />
      <ChecksForm {...form} />
      <LookupsForm {...form} />
      <Card>
        <FileForm {...form} />
        <ModesForm {...form} />
      </Card>
    </div>
  );
}
