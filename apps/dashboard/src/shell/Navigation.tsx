import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useId, useState } from 'react';
import { mayOperate, type Session } from '../session/session.ts';
import styles from './Navigation.module.css';

const work = [
  { to: '/imports', label: 'Imports' },
  { to: '/analyses', label: 'Analyses' },
  { to: '/documents', label: 'Documents' },
  { to: '/importers', label: 'Importers' },
] as const;

const operating = [
  { to: '/operator/jobs', label: 'Jobs' },
  { to: '/operator/failed-uploads', label: 'Failed deliveries' },
  { to: '/operator/traces', label: 'Traces' },
  { to: '/operator/errors', label: 'Errors', operatorOnly: true },
  { to: '/operator/audit', label: 'Audit', operatorOnly: true },
  { to: '/operator/storage', label: 'Storage', operatorOnly: true },
] as const;

/** The main navigation: the account's own work first, then the pages for operating Sluice. On a phone they are behind a button. */
export function Navigation({ session }: { session: Session }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when a page has been chosen
  useEffect(() => setIsOpen(false), [path]);
  const mine = operating.filter((place) => !('operatorOnly' in place) || mayOperate(session));
  return (
    <nav className={styles.navigation} aria-label="Main">
      <Link to="/" className={styles.brand ?? ''} activeOptions={{ exact: true }}>
        <img src="/favicon.svg" alt="" width="24" height="24" /> Sluice
      </Link>
      <button
        type="button"
        className={styles.menu}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        Menu <span aria-hidden="true">{isOpen ? '▴' : '▾'}</span>
      </button>
      <ul id={id} className={`${styles.places} ${isOpen ? styles.open : ''}`}>
        {[...work, ...mine].map(({ to, label }, at) => (
          <li key={to} className={at === work.length ? styles.apart : undefined}>
            <Link to={to} className={styles.place ?? ''} activeProps={{ 'aria-current': 'page' }}>
              {label}
            </Link>
          </li>
        ))}
        {mayOperate(session) ? (
          <li>
            <a className={styles.place} href="/admin/queues">
              Queues
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
