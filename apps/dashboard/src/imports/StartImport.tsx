import type { ImportPreview } from '@sluice/client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Choices } from '../ui/Choices.tsx';
import { Note } from '../ui/Note.tsx';
import {
  blankChoices,
  chosen,
  duplicateChoices,
  type ImportForm,
  importerOf,
  invalidChoices,
  newChoices,
  optionsOf,
} from './options.ts';
import styles from './StartImport.module.css';

interface StartImportProps {
  readonly preview: ImportPreview;
  readonly form: ImportForm;
  readonly docId: string;
  readonly change: (changes: ImportForm) => void;
}

/** How to handle invalid records and existing rows, and the buttons to start the import or a dry run. */
export function StartImport({ preview, form, docId, change }: StartImportProps) {
  const navigate = useNavigate();
  const importer = importerOf(form);
  const start = useMutation({
    mutationFn: async (dryRun: boolean) => {
      const body = { doc_id: docId, ...optionsOf(form), dry_run: dryRun };
      const { data } = await api.POST('/api/v1/{importer}/bulk', { params: { path: { importer } }, body });
      await navigate({ to: '/imports/$importer/$jobId', params: { importer, jobId: data.job_id } });
    },
  });
  const missing = preview.missing_columns;
  const { refusal } = preview;
  const offersKeys = refusal?.code === 'KEYS_WOULD_BE_GENERATED';
  const isNamedAbove =
    missing.length > 0 || (!offersKeys && preview.warnings.some(({ code }) => code === refusal?.code));
  const duplicates = chosen(duplicateChoices, form.on_duplicate);
  return (
    <Card title="Import">
      <div className={styles.choices}>
        <Choices
          label="When a record has errors"
          value={chosen(invalidChoices, form.on_invalid)}
          choices={invalidChoices}
          onChange={(on_invalid) => change({ on_invalid })}
        />
        <Choices
          label="When a row already exists"
          value={duplicates}
          choices={duplicateChoices}
          onChange={(on_duplicate) => change({ on_duplicate })}
        />
        <Choices
          label="When a row does not exist yet"
          value={chosen(newChoices, form.on_new)}
          choices={newChoices}
          onChange={(on_new) => change({ on_new })}
        />
        {duplicates === 'update' ? (
          <Choices
            label="When a cell is blank"
            value={chosen(blankChoices, form.on_blank)}
            choices={blankChoices}
            onChange={(on_blank) => change({ on_blank })}
          />
        ) : null}
      </div>
      {refusal && !isNamedAbove ? (
        <Note tone="warn" title="This import would be refused.">
          <p>{refusal.message}</p>
          {offersKeys ? <Button onPress={() => change({ generate_keys: 'true' })}>Generate keys</Button> : null}
        </Note>
      ) : null}
      {start.error ? <Failure error={start.error} /> : null}
      <div className={styles.actions}>
        <Button
          kind="primary"
          isDisabled={missing.length > 0 || refusal !== null}
          isPending={start.isPending}
          onPress={() => start.mutate(false)}
        >
          Start import
        </Button>
        <Button
          isDisabled={missing.length > 0 || refusal !== null}
          isPending={start.isPending}
          onPress={() => start.mutate(true)}
        >
          Dry run
        </Button>
        <p className={styles.hint}>
          {missing.length > 0
            ? `Map a column to ${missing.join(', ')} first.`
            : refusal && isNamedAbove
              ? 'Resolve the warnings about the file first.'
              : 'A dry run checks and counts every record without writing any rows.'}
        </p>
      </div>
    </Card>
  );
}
