import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { sessionQuery } from '../session/session.ts';
import { UploadsIndicator } from '../uploads/UploadsIndicator.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { Failure } from './Failure.tsx';
import { Navigation } from './Navigation.tsx';
import styles from './Shell.module.css';

/** What surrounds every page of somebody who is signed in. */
export function Shell() {
  const session = useQuery(sessionQuery);
  const { href, pathname } = useRouterState({ select: (state) => state.location });
  useFocusOnTitle(useRouterState({ select: (state) => state.resolvedLocation?.pathname }));
  if (session.isPending) return null;
  if (session.error) return <Failure error={session.error} reset={() => void session.refetch()} />;
  if (!session.data) {
    // The address is that of the sign-in already while its page is still being loaded.
    return pathname === '/sign-in' ? null : <Navigate to="/sign-in" search={{ next: href }} replace />;
  }
  return (
    <>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Navigation session={session.data} />
          <UploadsIndicator />
          <AccountMenu session={session.data} />
        </div>
      </header>
      <main id="page" className={styles.main}>
        <Outlet />
      </main>
    </>
  );
}

/** A screen reader hears the title of the page that is shown now; the first page is announced by the browser. */
function useFocusOnTitle(shown: string | undefined): void {
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (shown === undefined || before.current === shown) return;
    if (before.current !== undefined) document.getElementById('page-title')?.focus();
    before.current = shown;
  }, [shown]);
}
