import { LinkButton } from '../ui/LinkButton.tsx';
import styles from './Rows.module.css';
import type { RowsFound } from './read-rows.ts';
import type { RowsAsked } from './row-query.ts';

interface RowPagesProps {
  readonly importer: string;
  readonly asked: RowsAsked;
  readonly found: RowsFound;
}

/** Links to the pages around this one. Each page has an address of its own. */
export function RowPages({ importer, asked, found }: RowPagesProps) {
  const { cursor, back, ...list } = asked;
  const { previous_cursor: previous, next_cursor: next, isUnfinished } = found;
  if (!cursor && next === null) return null;
  const onward = isUnfinished ? 'Continue searching' : undefined;
  const to = { to: '/rows/$importer', params: { importer } } as const;
  return (
    <nav aria-label="Pages of rows" className={styles.pages}>
      {cursor ? (
        <LinkButton {...to} search={list}>
          First page
        </LinkButton>
      ) : null}
      {previous === null ? null : (
        <LinkButton {...to} search={{ ...list, cursor: previous, back: '1' }}>
          {(back && onward) || 'Previous page'}
        </LinkButton>
      )}
      {next === null ? null : (
        <LinkButton {...to} search={{ ...list, cursor: next }}>
          {(!back && onward) || 'Next page'}
        </LinkButton>
      )}
    </nav>
  );
}
