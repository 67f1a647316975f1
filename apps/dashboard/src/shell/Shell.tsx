import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { hasExpired, sessionQuery } from '../session/session.ts';
import { Page } from '../ui/Page.tsx';
import { UploadsIndicator } from '../uploads/UploadsIndicator.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { Failure } from './Failure.tsx';
import { Navigation } from './Navigation.tsx';
import styles from './Shell.module.css';
import { StatusBanner } from './StatusBanner.tsx';

/** The frame around every page that requires a session. */
export function Shell() {
  const session = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const { href, pathname } = useRouterState({ select: (state) => state.location });
  useFocusOnTitle(useRouterState({ select: (state) => state.resolvedLocation?.pathname }));
  if (!session.data && session.isPending) return <StatusBanner />;
  // If the session cannot be refreshed, the last one stays.
  if (!session.data && session.error) return <NoSession error={session.error} retry={() => void session.refetch()} />;
  if (!session.data) {
    // While the sign-in page loads, the URL is already /sign-in.
    if (pathname === '/sign-in') return null;
    const search = { next: href, ...(hasExpired(queryClient) ? { expired: '1' } : {}) };
    return <Navigate to="/sign-in" search={search} replace />;
  }
  return (
    <>
      <a className={styles.skip} href="#page">
        Skip to content
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Navigation session={session.data} />
          <UploadsIndicator />
          <AccountMenu session={session.data} />
        </div>
      </header>
      <StatusBanner />
      <main id="page" className={styles.main}>
        <Outlet />
      </main>
    </>
  );
}

/** The page cannot know who is signed in; the banner says why, and it loads when Sluice is back. */
function NoSession({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <StatusBanner />
      <main id="page" className={styles.main}>
        <Page title="Sluice">
          <Failure error={error} reset={retry} />
        </Page>
      </main>
    </>
  );
}

/** Moves focus to the new page title so that screen readers announce it. The browser announces the first page. */
function useFocusOnTitle(shown: string | undefined): void {
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (shown === undefined || before.current === shown) return;
    if (before.current !== undefined) document.getElementById('page-title')?.focus();
    before.current = shown;
  }, [shown]);
}
