import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import styles from './SignInPage.module.css';
import { useSignIn } from './use-sign-in.ts';

/** A token of the application in front becomes a cookie that no script can read; the page keeps nothing of it. */
export function TokenSignIn() {
  const [token, setToken] = useState('');
  const signIn = useSignIn();
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate({ token: token.trim() });
      }}
    >
      <TextField
        label="Token"
        type="password"
        value={token}
        onChange={setToken}
        isRequired
        autoComplete="off"
        hint="As your application issues it, or npm run token prints one."
      />
      {signIn.error ? (
        <Failure error={signIn.error}>
          <p>Take care to copy all of it, without quotes. An expired one is replaced where it came from.</p>
        </Failure>
      ) : null}
      <Button type="submit" isPending={signIn.isPending}>
        Sign in with the token
      </Button>
    </Form>
  );
}
