import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { StatusBanner } from '../shell/StatusBanner.tsx';
import { Card } from '../ui/Card.tsx';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { DevelopmentSignIn } from './DevelopmentSignIn.tsx';
import styles from './SignInPage.module.css';
import { safeNext } from './safe-next.ts';
import { sessionQuery } from './session.ts';
import { TokenSignIn } from './TokenSignIn.tsx';

const route = getRouteApi('/sign-in');
const optionsQuery = {
  queryKey: ['sign-in-options'],
  queryFn: async () => (await api.GET('/api/v1/session/options')).data,
} as const;

/** Sign-in with a token, or in development as any account and role. */
export function SignInPage() {
  const { next: asked, expired } = route.useSearch();
  const next = safeNext(asked);
  const options = useQuery(optionsQuery);
  const session = useQuery(sessionQuery);
  if (session.data) return <Forward to={next} />;
  return (
    <>
      <StatusBanner />
      <main className={styles.main}>
        <p className={styles.brand}>
          <img src="/favicon.svg" alt="" width="32" height="32" /> Sluice
        </p>
        <Page title="Sign in" lead="Bulk data files in; validated rows, reports and cleaned data out.">
          {expired ? (
            <Note tone="warn" title="Your session has expired.">
              Sign in again to return to the page you were on.
            </Note>
          ) : null}
          {options.error ? <Failure error={options.error} reset={() => void options.refetch()} /> : null}
          {options.data?.development ? (
            <Card title="Development sign-in">
              <DevelopmentSignIn />
            </Card>
          ) : null}
          <Card title="Sign in with a token">
            <TokenSignIn />
          </Card>
        </Page>
      </main>
    </>
  );
}

/** Dashboard pages are navigated to; other pages, such as the queue board, are loaded. */
function Forward({ to }: { to: string }) {
  if (/^\/(?:admin|docs)(?:\/|$)/.test(to)) {
    window.location.replace(to);
    return null;
  }
  return <Navigate to={to} replace />;
}
