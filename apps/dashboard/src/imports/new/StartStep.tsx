import type { ImportPreview } from '@sluice/client';
import { chosen } from '../../reading/choices.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { Details } from '../../ui/Details.tsx';
import type { Choice } from '../../ui/Field.tsx';
import { Note } from '../../ui/Note.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import {
  absentChoices,
  blankChoices,
  duplicateChoices,
  type ImportForm,
  importerOf,
  invalidChoices,
  type LimitKey,
  limitOf,
  newChoices,
} from '../options.ts';
import { allowed, useImporter } from './allowed-modes.ts';
import type { ChangeForm } from './form-change.ts';
import guide from './Guide.module.css';
import styles from './StartStep.module.css';

interface StartStepProps {
  readonly preview: ImportPreview;
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

type Option = 'on_invalid' | 'on_duplicate' | 'on_new' | 'on_blank' | 'on_absent';

/** How to handle invalid records and existing rows. */
export function StartStep({ preview: { refusal }, form, change }: StartStepProps) {
  const importer = useImporter(importerOf(form));
  const question = <V extends string>(label: string, option: Option, mode: string, choices: readonly Choice<V>[]) => {
    const possible = allowed(choices, importer?.modes, mode);
    return (
      <Choices
        label={label}
        value={chosen(possible, form[option])}
        choices={possible}
        onChange={(value) => change({ [option]: value })}
      />
    );
  };
  const limit = (key: LimitKey, label: string, hint: string, max?: number) => (
    <NumberField
      {...{ label, hint, max }}
      value={limitOf(form, key)}
      min={key === 'max_rows_per_second' ? 1 : 0}
      onChange={(value) => change({ [key]: value === undefined ? '' : String(value) })}
    />
  );
  const duplicates = chosen(allowed(duplicateChoices, importer?.modes, 'onDuplicate'), form.on_duplicate);
  const mayDelete = importer?.modes.onAbsent?.includes('delete') ?? false;
  return (
    <Card title="Options">
      {refusal ? (
        <Note tone="warn" title="This import would be refused.">
          <p>{refusal.message}</p>
          {refusal.code === 'KEYS_WOULD_BE_GENERATED' ? (
            <Button onPress={() => change({ generate_keys: 'true' })}>Generate keys</Button>
          ) : null}
        </Note>
      ) : null}
      <div className={styles.choices}>
        {question('When a record has errors', 'on_invalid', 'onInvalid', invalidChoices)}
        {question('When a row already exists', 'on_duplicate', 'onDuplicate', duplicateChoices)}
        {question('When a row does not exist yet', 'on_new', 'onNew', newChoices)}
        {duplicates === 'update' ? question('When a cell is blank', 'on_blank', 'onBlank', blankChoices) : null}
        {mayDelete ? question('When a row is missing from the file', 'on_absent', 'onAbsent', absentChoices) : null}
      </div>
      <Details summary="Limits">
        <div className={guide.fields}>
          {limit('max_failed_rows', 'Maximum records with errors', 'If there are more, nothing is written.')}
          {limit(
            'max_failed_percent',
            'Maximum records with errors (%)',
            'If there are more, nothing is written.',
            100,
          )}
          {form.on_absent === 'delete'
            ? limit(
                'max_delete_percent',
                'Maximum rows deleted (%)',
                'Default: 10. If there are more, nothing is written.',
                100,
              )
            : null}
          {limit(
            'max_rows_per_second',
            'Maximum records per second',
            'Limits the load on a table that others are using.',
            1_000_000,
          )}
        </div>
      </Details>
    </Card>
  );
}
