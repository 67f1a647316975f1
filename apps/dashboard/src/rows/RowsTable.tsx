import type { components } from '@sluice/client';
import { mayWrite, useSession } from '../session/session.ts';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RowPages } from './RowPages.tsx';
import styles from './Rows.module.css';
import { RowValue } from './RowValue.tsx';
import type { RowsFound } from './read-rows.ts';
import type { RowsAsked } from './row-query.ts';

type Row = components['schemas']['Row'];

interface RowsTableProps {
  readonly caption: string;
  readonly importer: string;
  readonly asked: RowsAsked;
  /** Undefined while it is loading. */
  readonly found: RowsFound | undefined;
  readonly isFiltered: boolean;
  readonly onSort: () => void;
}

/** One page of rows, the columns of the key first. */
export function RowsTable({ caption, importer, asked, found, isFiltered, onSort }: RowsTableProps) {
  if (!found) return <EmptyState title="Loading…" />;
  const { items, columns, key } = found;
  const inOrder = [...key, ...columns.map(({ name }) => name).filter((name) => !key.includes(name))];
  const typeOf = (name: string) => columns.find((column) => column.name === name)?.type ?? '';
  const direction = asked.sort === '-key' ? ('descending' as const) : ('ascending' as const);
  return (
    <div className={styles.rows}>
      <DataTable
        caption={caption}
        keyOf={(row: Row) => JSON.stringify(key.map((name) => row[name]))}
        rows={items}
        columns={inOrder.map(
          (name, at): Column<Row> => ({
            name,
            cell: (row) => <RowValue value={row[name]} type={typeOf(name)} />,
            numeric: /^(?:\w*int|decimal|float|double)\b/.test(typeOf(name)) && typeOf(name) !== 'tinyint(1)',
            ...(at === 0 ? { isRowHeader: true, sort: { direction, onSort } } : {}),
          }),
        )}
        empty={<NoRows {...{ importer, asked, found, isFiltered }} />}
      />
      <RowPages {...{ importer, asked, found }} />
    </div>
  );
}

function NoRows({
  importer,
  asked,
  found,
  isFiltered,
}: Pick<RowsTableProps, 'importer' | 'asked' | 'isFiltered'> & { found: RowsFound }) {
  const session = useSession();
  if (found.isUnfinished) {
    return (
      <EmptyState title="No matching rows in this part of the table.">
        <p>No index covers this filter, so the table is searched in parts. Filtering by the key is faster.</p>
      </EmptyState>
    );
  }
  if (!isFiltered && !asked.cursor) {
    return (
      <EmptyState title="No rows yet.">
        {mayWrite(session) ? (
          <LinkButton to="/imports/new" search={{ importer }}>
            Import a file
          </LinkButton>
        ) : null}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={asked.cursor ? 'No more rows.' : 'No rows match your filters.'}>
      <LinkButton to="/rows/$importer" params={{ importer }} search={{}}>
        Show all rows
      </LinkButton>
    </EmptyState>
  );
}
