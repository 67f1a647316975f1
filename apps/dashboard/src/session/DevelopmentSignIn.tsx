import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { type Choice, Select, TextField } from '../ui/Field.tsx';
import styles from './SignInPage.module.css';
import type { Role } from './session.ts';
import { useSignIn } from './use-sign-in.ts';

const roles: readonly Choice<Role>[] = [
  { value: 'member', label: 'Member', hint: 'Uploads, imports and analyses files of the account.' },
  { value: 'operator', label: 'Operator', hint: 'Also sees all accounts, re-processes failures, looks after storage.' },
  { value: 'viewer', label: 'Viewer', hint: 'Only looks.' },
];

/** Anybody as anybody; the API offers it on a developer's machine alone. */
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
        hint="Any name; each account has its own files, imports and rows."
      />
      <Select label="Role" value={role} choices={roles} onChange={setRole} />
      {signIn.error ? <Failure error={signIn.error} /> : null}
      <Button type="submit" kind="primary" isPending={signIn.isPending}>
        Sign in
      </Button>
    </Form>
  );
}
