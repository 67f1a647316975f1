import { SluiceError } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { TextField } from '../ui/Field.tsx';
import styles from './AddServerForm.module.css';
import { emptyDraft, newServerOf, type ServerDraft } from './new-server.ts';

const fields: readonly { name: keyof ServerDraft; label: string; hint: string; isRequired?: true }[] = [
  { name: 'name', label: 'Name', hint: 'Display name: lowercase letters, digits and hyphens.', isRequired: true },
  {
    name: 'endpoint',
    label: 'Endpoint',
    hint: "S3 endpoint, such as https://s3.north.example:8333. Leave empty to use the installation's own storage.",
  },
  {
    name: 'bucket',
    label: 'Bucket',
    hint: 'Created if it does not exist and the API has permission.',
    isRequired: true,
  },
  {
    name: 'credentials_ref',
    label: 'Credentials',
    hint: "Name of an entry in STORAGE_CREDENTIALS. Leave empty to use the keys of the installation's own storage.",
  },
  {
    name: 'public_endpoint',
    label: 'Public endpoint',
    hint: 'If browsers and clients reach it at a different address. Leave empty if it is the same.',
  },
  { name: 'region', label: 'Region', hint: 'Used to sign requests. Leave empty to use S3_REGION.' },
  { name: 'capacity_bytes', label: 'Capacity (GiB)', hint: 'Maximum space to use. Leave empty for no limit.' },
];

/** Registers a storage server. Validation errors of the API are shown at their fields. */
export function AddServerForm({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(emptyDraft);
  const add = useMutation({
    mutationFn: () => {
      const body = newServerOf(draft);
      if (Number.isNaN(body.capacity_bytes)) throw notANumber();
      return api.POST('/api/v1/storage-servers', { body });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['storage-servers'] });
      onClose();
    },
  });
  const wrong = add.error instanceof SluiceError ? add.error.fields : [];
  const messageOf = (name: string) => wrong.find(({ field }) => field === name)?.message;
  const isAtFields = wrong.length > 0 && wrong.every(({ field }) => fields.some(({ name }) => name === field));
  return (
    <Card title="Add storage server">
      <Form
        className={styles.form ?? ''}
        // The API validates; the browser would repeat its errors in other words.
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <div className={styles.fields}>
          {fields.map(({ name, ...field }) => (
            <TextField
              key={name}
              {...field}
              value={draft[name]}
              onChange={(value) => setDraft((old) => ({ ...old, [name]: value }))}
              error={messageOf(name)}
              autoComplete="off"
              autoFocus={name === 'name'}
            />
          ))}
        </div>
        {add.error && isAtFields ? (
          <p role="alert" className={styles.summary}>
            {add.error.message}
          </p>
        ) : null}
        {add.error && !isAtFields ? <Failure error={add.error} /> : null}
        <div className={styles.actions}>
          <Button type="submit" kind="primary" isPending={add.isPending}>
            Add server
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </Form>
    </Card>
  );
}

/** JSON has no NaN: it would be sent as null, which means "no limit". */
const notANumber = () =>
  new SluiceError('VALIDATION_FAILED', 'The capacity is not a number.', {
    fields: [{ field: 'capacity_bytes', code: 'invalid', message: 'Enter a number, such as 500.' }],
  });
