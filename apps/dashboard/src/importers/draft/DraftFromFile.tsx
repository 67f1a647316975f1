import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { changed, type ReadingForm, readingOptionsOf } from '../../reading/form.ts';
import { ReadingCard } from '../../reading/ReadingCard.tsx';
import { readingQuery } from '../../reading/reading-query.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { Card } from '../../ui/Card.tsx';
import type { Scope } from '../editor/use-check.ts';
import { Draft } from './Draft.tsx';

interface DraftProps {
  readonly docId: string;
  readonly mayDefine: readonly Scope[];
}

const route = getRouteApi('/shell/new-importer');

const undetected = {
  decimal_mark: 'Each column is looked at on its own.',
  date_order: 'Each column is looked at on its own. Only needed for dates such as 03/04/2024.',
};

/** A definition as the values of a file suggest it, and the choices that say how the file is read. */
export function DraftFromFile({ docId, mayDefine }: DraftProps) {
  const { view: _, doc: __, ...form } = route.useSearch();
  const navigate = useNavigate({ from: '/new-importer' });
  const options = readingOptionsOf(form);
  const reading = useQuery(readingQuery(docId, options));
  const inference = useQuery({
    queryKey: ['inference', docId, options],
    queryFn: async ({ signal }) => {
      const body = { doc_id: docId, ...options };
      return (await api.POST('/api/v1/importers/infer', { body, signal })).data;
    },
    // Documents are immutable.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const change = (changes: ReadingForm) =>
    void navigate({ search: (before) => changed(before, changes), replace: true, resetScroll: false });
  // What keeps the file from being read is said once.
  const error = reading.error ? null : inference.error;
  return (
    <>
      <ReadingCard reading={reading} form={form} change={change} undetected={undetected} />
      {error ? <Failure error={error} reset={() => void inference.refetch()} /> : null}
      {inference.data ? (
        // Read differently, the file suggests another definition.
        <Draft
          key={JSON.stringify(options)}
          docId={docId}
          mayDefine={mayDefine}
          inference={inference.data}
          warnings={notIn(inference.data.warnings, reading.data?.warnings ?? [])}
        />
      ) : inference.error ? null : (
        <Card title="Looking for fields">
          <Waiting />
        </Card>
      )}
    </>
  );
}

interface Warning {
  readonly code: string;
  readonly message: string;
}

/** Those that are not shown already, with how the file is read. */
const notIn = <W extends Warning>(warnings: readonly W[], shown: readonly Warning[]): W[] =>
  warnings.filter(({ code, message }) => !shown.some((one) => one.code === code && one.message === message));
