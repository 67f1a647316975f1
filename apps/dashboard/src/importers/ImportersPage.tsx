import type { ImporterSummary } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Field.tsx';
import { FilterBar } from '../ui/FilterBar.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { FolderProblems } from './FolderProblems.tsx';
import styles from './Importers.module.css';
import { originLabels, scopeLabels } from './labels.ts';
import { importersQuery } from './queries.ts';

const route = getRouteApi('/shell/importers');
const shown = [
  { value: '', label: 'Active' },
  { value: 'archived', label: 'Archived' },
  { value: 'all', label: 'All' },
] as const;

/** All importers of the account: what files can become rows of which tables. */
export function ImportersPage() {
  const { q = '', show } = route.useSearch();
  const session = useSession();
  const navigate = useNavigate({ from: '/importers' });
  const importers = useQuery(importersQuery(session.accountId));
  const chosen = shown.find(({ value }) => value === show)?.value ?? '';
  const filter = (changes: { q?: string; show?: string }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== '')),
      replace: true,
    });
  const found = importers.data?.items.filter((one) => isShown(one, chosen) && matches(one, q)) ?? [];
  return (
    <Page
      title="Importers"
      lead="An importer defines how a file becomes rows of one table: its fields, their types, and the key."
      actions={
        importers.data?.may_define.length ? (
          <LinkButton kind="primary" to="/new-importer">
            New importer from a file
          </LinkButton>
        ) : null
      }
    >
      <FolderProblems />
      <Card>
        <FilterBar label="Filter importers">
          <SearchField label="Search" value={q} onChange={(text) => filter({ q: text })} />
          <Select label="Show" value={chosen} choices={shown} onChange={(value) => filter({ show: value })} />
        </FilterBar>
        {importers.error ? <Failure error={importers.error} reset={() => void importers.refetch()} /> : null}
        <DataTable
          caption="Importers"
          keyOf={({ name }) => name}
          rows={found}
          columns={[
            { name: 'Importer', cell: (one) => <Name importer={one} />, isRowHeader: true },
            { name: 'Table', cell: ({ table }) => <code>{table}</code> },
            { name: 'Available to', cell: ({ scope }) => scopeLabels[scope] },
            { name: 'Origin', cell: ({ origin }) => originLabels[origin] },
            { name: 'Version', cell: ({ version }) => version, numeric: true },
            { name: 'Updated', cell: ({ updated_at }) => <RelativeTime iso={updated_at} /> },
            {
              name: 'Actions',
              cell: ({ name, title, archived_at: archived }) =>
                archived === null && mayWrite(session) ? (
                  <LinkButton
                    kind="quiet"
                    to="/imports/new"
                    search={{ importer: name }}
                    aria-label={`Import with ${title}`}
                  >
                    Import
                  </LinkButton>
                ) : null,
            },
          ]}
          empty={
            importers.error ? null : (
              <EmptyState title={importers.isPending ? 'Loading…' : 'No importers match your filters.'}>
                {importers.isPending ? null : <LinkButton to="/importers">Show all active importers</LinkButton>}
              </EmptyState>
            )
          }
        />
      </Card>
    </Page>
  );
}

const Name = ({ importer: { name, title, archived_at: archived } }: { importer: ImporterSummary }) => (
  <>
    <Link to="/importers/$importer" params={{ importer: name }}>
      {title}
    </Link>{' '}
    {title === name ? null : <code className={styles.name}>{name}</code>}{' '}
    {archived === null ? null : <Badge>Archived</Badge>}
  </>
);

const isShown = ({ archived_at: archived }: ImporterSummary, show: (typeof shown)[number]['value']): boolean =>
  show === 'all' || (show === 'archived') === (archived !== null);

/** Whether name, title or table contain every word. */
function matches({ name, title, table }: ImporterSummary, text: string): boolean {
  const all = `${name} ${title} ${table}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
