import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useImporterChoices } from '../imports/importer-choices.ts';
import { useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { Select } from '../ui/Field.tsx';
import { FilterBar } from '../ui/FilterBar.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import styles from './Rows.module.css';
import { RowsTable } from './RowsTable.tsx';
import { readRows } from './read-rows.ts';
import type { RowsAsked } from './row-query.ts';

const route = getRouteApi('/shell/rows/$importer');

export function RowsPage() {
  const { importer } = route.useParams();
  return <RowsOf importer={importer} key={importer} />;
}

/** The rows of the table of an importer: filtered, in the order of its key, page by page. */
function RowsOf({ importer }: { importer: string }) {
  const asked: RowsAsked = route.useSearch();
  const { accountId } = useSession();
  const navigate = useNavigate({ from: '/rows/$importer' });
  const choices = useImporterChoices(importer);
  const title = choices.find(({ value }) => value === importer)?.label ?? importer;
  const shape = useQuery({
    queryKey: ['rows', 'shape', accountId, importer],
    queryFn: ({ signal }) => readRows(importer, {}, { key: [], signal }),
  });
  const { columns = [], key = [], by_import: isByImport = true } = shape.data ?? {};
  const rows = useQuery({
    queryKey: ['rows', 'page', accountId, importer, asked],
    queryFn: ({ signal }) => readRows(importer, asked, { key, signal }),
    placeholderData: keepPreviousData,
    enabled: shape.data !== undefined,
  });
  const change = useCallback(
    (changes: RowsAsked) =>
      void navigate({
        // Another list begins at its first page.
        search: ({ cursor: _cursor, back: _back, ...before }: RowsAsked) => texts({ ...before, ...changes }),
        replace: true,
      }),
    [navigate],
  );
  const search = useCallback((q: string) => change({ q: q.trim() }), [change]);
  const searchValue = useCallback((value: string) => change({ value }), [change]);
  const error = shape.error ?? rows.error;
  const isFiltered = Boolean(asked.import || asked.q || (asked.column && asked.value));
  return (
    <Page
      title={`Rows of ${title}`}
      lead="The rows of this table that your account can see, no matter which import or application wrote them."
    >
      <Card>
        <FilterBar label="Filter rows">
          <Select
            label="Importer"
            value={importer}
            choices={choices}
            onChange={(chosen) => void navigate({ to: '/rows/$importer', params: { importer: chosen }, search: {} })}
          />
          <SearchField label="Search" value={asked.q ?? ''} onChange={search} placeholder="Any text column" />
          <Select
            label="Column"
            value={columns.some(({ name }) => name === asked.column) ? (asked.column ?? '') : ''}
            choices={[
              { value: '', label: 'Any' },
              ...columns.map(({ name, type }) => ({
                value: name,
                label: name,
                hint: key[0] === name ? `${type}, fastest to filter by` : type,
              })),
            ]}
            onChange={(column) => change(column ? { column } : { column: '', value: '' })}
          />
          {asked.column ? (
            <SearchField label={`Value of ${asked.column}`} value={asked.value ?? ''} onChange={searchValue} />
          ) : null}
        </FilterBar>
        {asked.import ? (
          <p className={styles.import}>
            Rows last written by{' '}
            <Link to="/imports/$importer/$jobId" params={{ importer, jobId: asked.import }}>
              this import
            </Link>
            . Rows that a later import changed are listed under that import.{' '}
            <LinkButton kind="quiet" to="/rows/$importer" params={{ importer }} search={{}}>
              Show all rows
            </LinkButton>
          </p>
        ) : null}
        {error ? (
          <Failure error={error} reset={() => void (shape.error ? shape : rows).refetch()}>
            {asked.import && shape.data && !isByImport ? (
              <p>
                <LinkButton to="/rows/$importer" params={{ importer }} search={{}}>
                  Show all rows
                </LinkButton>
              </p>
            ) : null}
          </Failure>
        ) : (
          <RowsTable
            caption={`Rows of ${title}`}
            found={rows.data}
            {...{ importer, asked, isFiltered }}
            onSort={() => change({ sort: asked.sort === '-key' ? '' : '-key' })}
          />
        )}
      </Card>
    </Page>
  );
}

const texts = (search: RowsAsked): Record<string, string> =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value));
