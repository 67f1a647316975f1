import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { Details } from '../../ui/Details.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import { type ImportForm, importerOf, mappingOf } from '../options.ts';
import type { ChangeForm } from './form-change.ts';
import styles from './Guide.module.css';

interface KeptMappingsProps {
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

/** Mappings that the account keeps under names: choose one, keep the current one, or delete one. */
export function KeptMappings({ form, change }: KeptMappingsProps) {
  const importer = importerOf(form);
  const queryClient = useQueryClient();
  const queryKey = ['import-mappings', importer];
  const kept = useQuery({
    queryKey,
    queryFn: async ({ signal }) =>
      (await api.GET('/api/v1/importers/{importer}/mappings', { params: { path: { importer } }, signal })).data.items,
  });
  const [name, setName] = useState('');
  const current = mappingOf(form);
  const act = useMutation({
    mutationFn: async (what: 'keep' | 'delete') => {
      const params = { path: { importer, name: name.trim() } };
      if (what === 'keep')
        await api.PUT('/api/v1/importers/{importer}/mappings/{name}', { params, body: { mapping: { ...current } } });
      else await api.DELETE('/api/v1/importers/{importer}/mappings/{name}', { params });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  const items = kept.data ?? [];
  const isKnown = items.some((one) => one.name === name.trim());
  const choose = (chosen: string) => {
    setName(chosen);
    const found = items.find((one) => one.name === chosen);
    if (found) change({ mapping: JSON.stringify(found.mapping) });
  };
  return (
    <Details summary={`Kept mappings (${items.length})`}>
      {kept.error || act.error ? <Failure error={kept.error ?? act.error} /> : null}
      <div className={styles.fields}>
        {items.length > 0 ? (
          <Select
            label="Use a kept mapping"
            value={isKnown ? name.trim() : ''}
            choices={[
              { value: '', label: 'Choose one' },
              ...items.map((one) => ({ value: one.name, label: one.name })),
            ]}
            onChange={choose}
          />
        ) : null}
        <TextField label="Name" value={name} onChange={setName} hint="Kept for every import of this account." />
      </div>
      <p className={styles.actions}>
        <Button
          isDisabled={name.trim() === '' || Object.keys(current).length === 0}
          isPending={act.isPending}
          onPress={() => act.mutate('keep')}
        >
          {isKnown ? 'Replace with this mapping' : 'Keep this mapping'}
        </Button>
        {isKnown ? (
          <Button kind="danger" isPending={act.isPending} onPress={() => act.mutate('delete')}>
            Delete kept mapping
          </Button>
        ) : null}
      </p>
    </Details>
  );
}
