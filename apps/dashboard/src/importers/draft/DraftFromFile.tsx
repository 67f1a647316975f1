import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { type ImportForm, readingOf } from '../../imports/options.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { Card } from '../../ui/Card.tsx';
import type { Scope } from '../editor/use-check.ts';
import { Draft } from './Draft.tsx';
import { ReadingChoices } from './ReadingChoices.tsx';

interface DraftProps {
  readonly docId: string;
  readonly mayDefine: readonly Scope[];
}

const route = getRouteApi('/shell/new-importer');

/** A definition as the values of a file suggest it, and the choices that say how the file is read. */
export function DraftFromFile({ docId, mayDefine }: DraftProps) {
  const { view: _, doc: __, ...form } = route.useSearch();
  const navigate = useNavigate({ from: '/new-importer' });
  const reading = readingOf(form);
  const inference = useQuery({
    queryKey: ['inference', docId, reading],
    queryFn: async ({ signal }) => {
      const body = { doc_id: docId, ...reading };
      return (await api.POST('/api/v1/importers/infer', { body, signal })).data;
    },
    // Documents are immutable.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const change = (changes: ImportForm) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== '')),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      {inference.error ? <Failure error={inference.error} reset={() => void inference.refetch()} /> : null}
      <ReadingChoices form={form} decisions={inference.data?.decisions ?? []} onChange={change} />
      {inference.data ? (
        // Read differently, the file suggests another definition.
        <Draft key={JSON.stringify(reading)} docId={docId} mayDefine={mayDefine} inference={inference.data} />
      ) : inference.error ? null : (
        <Card title="Reading the file">
          <Waiting />
        </Card>
      )}
    </>
  );
}
