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
  { name: 'name', label: 'Name', hint: 'How people call it: lower case letters, digits and -.', isRequired: true },
  {
    name: 'endpoint',
    label: 'Endpoint',
    hint: "Where its S3 interface is, such as https://s3.north.example:8333. Empty: the installation's own storage.",
  },
  { name: 'bucket', label: 'Bucket', hint: 'Made when it is not there and the API may.', isRequired: true },
  {
    name: 'credentials_ref',
    label: 'Credentials',
    hint: "Name of an entry of STORAGE_CREDENTIALS. Empty: the keys of the installation's own storage.",
  },
  {
    name: 'public_endpoint',
    label: 'Endpoint for clients',
    hint: 'When browsers and programs reach it by another address. Empty: the same.',
  },
  { name: 'region', label: 'Region', hint: 'As its signatures want it. Empty: S3_REGION.' },
  { name: 'capacity_bytes', label: 'Capacity in GiB', hint: 'How much it may take. Empty: no limit.' },
];

/** Registers a server. What the API finds wrong stands at the field that it is about. */
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
    <Card title="Add a server">
      <Form
        className={styles.form ?? ''}
        // The API is the one that judges; the browser would say the same in other words.
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
            Add the server
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </Form>
    </Card>
  );
}

/** JSON knows no NaN: it would become "no limit". */
const notANumber = () =>
  new SluiceError('VALIDATION_FAILED', 'The capacity is not a number.', {
    fields: [{ field: 'capacity_bytes', code: 'invalid', message: 'expected a number, such as 500' }],
  });
