import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { type Choice, Select, TextField } from '../ui/Field.tsx';
import styles from './SignInPage.module.css';
import type { Role } from './session.ts';
import { useSignIn } from './use-sign-in.ts';

const roles: readonly Choice<Role>[] = [
  { value: 'member', label: 'Member', hint: 'Can upload, import and analyze files in the account.' },
  {
    value: 'operator',
    label: 'Operator',
    hint: 'Can also see all accounts, retry failed deliveries and manage storage servers.',
  },
  { value: 'viewer', label: 'Viewer', hint: 'Read-only access.' },
];

/** Signs in as any account with any role. The API offers this in development only. */
export function DevelopmentSignIn() {
  const [account, setAccount] = useState('demo');
  const [role, setRole] = useState<Role>('operator');
  const signIn = useSignIn();
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate({ account_id: account, role });
      }}
    >
      <TextField
        label="Account"
        value={account}
        onChange={setAccount}
        isRequired
        autoComplete="organization"
        hint="Any name. Each account has its own documents, imports and rows."
      />
      <Select label="Role" value={role} choices={roles} onChange={setRole} />
      {signIn.error ? <Failure error={signIn.error} /> : null}
      <Button type="submit" kind="primary" isPending={signIn.isPending}>
        Sign in
      </Button>
    </Form>
  );
}
