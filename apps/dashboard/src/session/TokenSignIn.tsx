import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import styles from './SignInPage.module.css';
import { useSignIn } from './use-sign-in.ts';

/** Exchanges an access token for a cookie that scripts cannot read. The page does not keep the token. */
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
        hint="Issued by your application, or printed by npm run token."
      />
      {signIn.error ? (
        <Failure error={signIn.error}>
          <p>Copy the whole token, without quotes. If it has expired, get a new one where it was issued.</p>
        </Failure>
      ) : null}
      <Button type="submit" isPending={signIn.isPending}>
        Sign in with token
      </Button>
    </Form>
  );
}
