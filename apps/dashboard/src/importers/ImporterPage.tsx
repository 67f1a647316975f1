import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { Facts } from '../ui/Facts.tsx';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { DefinitionTab } from './definition/DefinitionTab.tsx';
import { FieldsTab } from './definition/FieldsTab.tsx';
import { ImporterActions } from './ImporterActions.tsx';
import { originLabels, scopeLabels } from './labels.ts';
import { importerQuery, importersQuery } from './queries.ts';
import { VersionsTab } from './versions/VersionsTab.tsx';

const route = getRouteApi('/shell/importers/$importer');

/** One importer: its table, fields, text and versions. */
export function ImporterPage() {
  const { importer: name } = route.useParams();
  const { tab = 'fields' } = route.useSearch();
  const { accountId } = useSession();
  const navigate = useNavigate({ from: '/importers/$importer' });
  const importer = useQuery(importerQuery(name));
  const mayDefine = useQuery(importersQuery(accountId)).data?.may_define ?? [];
  const { data } = importer;
  if (!data) {
    return (
      <Page title={name}>
        {importer.error ? <Failure error={importer.error} reset={() => void importer.refetch()} /> : null}
      </Page>
    );
  }
  return (
    <Page
      title={data.title}
      lead={`Imports files into the table ${data.table}.`}
      actions={<ImporterActions importer={data} mayDefine={mayDefine} />}
    >
      {data.archived_at === null ? null : (
        <Note tone="warn" title="This importer is archived and accepts no new imports.">
          Its rows are kept, and existing imports can be retried.
        </Note>
      )}
      <Card>
        <Facts
          facts={[
            ['Name', <code key="name">{data.name}</code>],
            ['Table', <Table key="table" table={data.table} manage={data.manage} />],
            ['Available to', scopeLabels[data.scope]],
            ['Origin', originLabels[data.origin]],
            ['Version', data.version],
            ['Updated', <RelativeTime key="updated" iso={data.updated_at} />],
          ]}
        />
      </Card>
      <Tabs
        label="Parts of the importer"
        selected={tab}
        onSelect={(id) => void navigate({ search: { tab: id }, replace: true })}
        tabs={[
          { id: 'fields', label: 'Fields', content: () => <FieldsTab definition={data.definition} /> },
          { id: 'versions', label: 'Versions', content: () => <VersionsTab importer={data} mayDefine={mayDefine} /> },
          { id: 'definition', label: 'Definition', content: () => <DefinitionTab importer={data} /> },
        ]}
      />
    </Page>
  );
}

const Table = ({ table, manage }: { table: string; manage: 'existing' | 'create' }) => (
  <>
    <code>{table}</code>
    {manage === 'create' ? ', created by Sluice' : ''}
  </>
);
