import type { Importer, ImporterSummary } from '@sluice/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { mayChange } from '../labels.ts';
import { Comparison } from './Comparison.tsx';

const route = getRouteApi('/shell/importers/$importer');

interface VersionsTabProps {
  readonly importer: Importer;
  readonly mayDefine: readonly ImporterSummary['scope'][];
}

/** The versions of an importer, and how two of them differ: the newest and the one before, unless others are chosen. */
export function VersionsTab({ importer, mayDefine }: VersionsTabProps) {
  const { name, version: newest } = importer;
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/importers/$importer' });
  const versions = useInfiniteQuery({
    queryKey: ['importers', 'versions', name],
    queryFn: async ({ pageParam, signal }) => {
      const params = { path: { importer: name }, query: { limit: 25, ...(pageParam ? { cursor: pageParam } : {}) } };
      return (await api.GET('/api/v1/importers/{importer}/versions', { params, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
  });
  const after = versionOf(search.version, newest) ?? newest;
  const before = versionOf(search.with, newest) ?? Math.max(1, after - 1);
  const compare = (changes: { version?: string; with?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...changes }), replace: true, resetScroll: false });
  return (
    <>
      <Card title="Versions">
        {versions.error ? <Failure error={versions.error} reset={() => void versions.refetch()} /> : null}
        <DataTable
          caption="Versions, newest first"
          keyOf={({ version }) => String(version)}
          rows={versions.data?.pages.flatMap(({ items }) => items) ?? []}
          columns={[
            { name: 'Version', cell: ({ version }) => version, isRowHeader: true },
            { name: 'Stored', cell: ({ created_at }) => <RelativeTime iso={created_at} /> },
            { name: 'Stored by', cell: ({ created_by }) => created_by },
            {
              name: 'Actions',
              cell: ({ version }) => (
                <>
                  {version > 1 ? (
                    <Button
                      kind="quiet"
                      onPress={() => compare({ version: String(version), with: String(version - 1) })}
                    >
                      Compare with version {version - 1}
                    </Button>
                  ) : null}
                  {version < newest && mayChange(importer, mayDefine) ? (
                    <LinkButton
                      kind="quiet"
                      to="/importers/$importer/edit"
                      params={{ importer: name }}
                      search={{ version: String(version) }}
                    >
                      Go back to version {version}
                    </LinkButton>
                  ) : null}
                </>
              ),
            },
          ]}
        />
        <MoreButton query={versions} what="versions" />
      </Card>
      {newest > 1 ? (
        <Card title={`Changes from version ${before} to version ${after}`}>
          <FilterBar label="Versions to compare">
            <NumberField
              label="From version"
              min={1}
              max={newest}
              value={before}
              onChange={(number) => compare({ with: String(number ?? 1) })}
            />
            <NumberField
              label="To version"
              min={1}
              max={newest}
              value={after}
              onChange={(number) => compare({ version: String(number ?? newest) })}
            />
          </FilterBar>
          <Comparison importer={name} before={before} after={after} />
        </Card>
      ) : null}
    </>
  );
}

/** A version that exists. */
function versionOf(text: string | undefined, newest: number): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= newest ? number : undefined;
}
