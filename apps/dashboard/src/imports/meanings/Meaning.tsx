import { isSluiceError } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import type { ChangeForm } from '../new/form-change.ts';
import { previewQuery } from '../new/preview-query.ts';
import { changedSynonyms, type ImportForm, importerOf, previewedOf } from '../options.ts';
import { addToImporter } from './add-to-importer.ts';
import styles from './Meanings.module.css';
import type { UnknownValue } from './unknown-values.ts';

interface MeaningProps extends UnknownValue {
  readonly form: ImportForm;
  readonly change: ChangeForm;
  /** What the file calls the field. */
  readonly header: string;
  /** The values that the field knows; empty if they cannot be listed. */
  readonly known: readonly string[];
  /** Whether the user may make a new version of the importer. */
  readonly isChangeable: boolean;
}

/** One value that a field does not know: what it means, and where that is to be remembered. */
export function Meaning({ field, text, form, change, header, known, isChangeable }: MeaningProps) {
  const [value, setValue] = useState('');
  const queryClient = useQueryClient();
  const importer = importerOf(form);
  const say = useMutation({
    mutationFn: async (where: 'import' | 'importer') => {
      const meant = value.trim();
      if (where === 'importer') return addToImporter(queryClient, importer, { field, text, value: meant });
      // What the server refuses stays beside its field; otherwise every page with this address would be refused.
      const synonyms = changedSynonyms(form, field, text, meant);
      await queryClient.fetchQuery(previewQuery(importer, form.doc ?? '', previewedOf({ ...form, synonyms })));
      change({ synonyms });
    },
  });
  const refusal = isSluiceError(say.error) ? say.error.fields.at(0)?.message : undefined;
  const label = `In ${header}, read "${text}" as`;
  return (
    <div className={styles.meaning}>
      {known.length > 0 ? (
        <Select
          label={label}
          value={value}
          error={refusal}
          choices={[{ value: '', label: 'Choose a value' }, ...known.map((one) => ({ value: one, label: one }))]}
          onChange={setValue}
        />
      ) : (
        <TextField label={label} value={value} error={refusal} onChange={setValue} autoComplete="off" />
      )}
      <Button
        isDisabled={value.trim() === ''}
        isPending={say.isPending && say.variables === 'import'}
        onPress={() => say.mutate('import')}
        aria-label={`In this import, read ${text} so`}
      >
        In this import
      </Button>
      {isChangeable ? (
        <Button
          isDisabled={value.trim() === ''}
          isPending={say.isPending && say.variables === 'importer'}
          onPress={() => say.mutate('importer')}
          aria-label={`In the importer, read ${text} so: makes a new version`}
        >
          In the importer
        </Button>
      ) : null}
      {say.error && refusal === undefined ? <Failure error={say.error} /> : null}
    </div>
  );
}
