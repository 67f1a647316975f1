import { isSluiceError } from '@sluice/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { Note } from '../../ui/Note.tsx';
import type { Values } from '../parameters/schema.ts';
import { Cell } from '../report/Cell.tsx';
import { effectsOf, type StepEffect } from './effects.ts';

interface EffectCardProps {
  readonly docId: string;
  readonly values: Values;
}

/** What each step of cleaning would do to this file with the chosen settings, before it is started. */
export function EffectCard({ docId, values }: EffectCardProps) {
  const trial = useMutation({
    mutationFn: async (parameters: Values) => {
      const body = { tool: 'clean-my-data' as const, doc_id: docId, parameters, artifacts: [] };
      const { data } = await api.POST('/api/v1/analyses/sync', { body: body as never });
      // Only its counts are wanted.
      await api.send('DELETE', `/api/v1/analyses/${data.analysis_id}`);
      return { effects: effectsOf(data.report), settings: JSON.stringify(parameters) };
    },
  });
  const { data, error } = trial;
  const isTooLarge = isSluiceError(error) && ['FILE_TOO_LARGE', 'WORKER_TIMEOUT'].includes(error.code);
  return (
    <Card
      title="Effect on this file"
      actions={
        <Button onPress={() => trial.mutate(values)} isPending={trial.isPending}>
          {data ? 'Show again' : 'Show the effect of each step'}
        </Button>
      }
    >
      <p>
        The counts are those of each step on its own, in the whole file. The examples are changes that all chosen steps
        make together. Nothing is kept.
      </p>
      {isTooLarge ? (
        <Note tone="info" title="The file is too large to try the steps on it.">
          Start the cleaning: it does not change the document, and its report shows the effect of each step.
        </Note>
      ) : error ? (
        <Failure error={error} />
      ) : null}
      <div role="status">
        {trial.isPending ? 'Trying the steps…' : null}
        {data && data.settings !== JSON.stringify(values) ? 'The settings have changed since.' : null}
      </div>
      {data ? <Effects effects={data.effects} /> : null}
    </Card>
  );
}

const Effects = ({ effects }: { effects: readonly StepEffect[] }) => (
  <DataTable
    caption="Effect of each step on this file"
    keyOf={({ key }) => key}
    rows={effects}
    columns={[
      { name: 'Step', cell: ({ title }) => title, isRowHeader: true },
      { name: 'Cells to change', cell: ({ cells }) => formatCount(cells), numeric: true },
      { name: 'Records to remove', cell: ({ rows }) => formatCount(rows), numeric: true },
      { name: 'Examples', cell: ({ examples }) => <Examples examples={examples} /> },
    ]}
    empty={<EmptyState title="No step is chosen that changes anything." />}
  />
);

const Examples = ({ examples }: Pick<StepEffect, 'examples'>) => (
  <>
    {examples.map(({ row, column, before, after }) => (
      <div key={`${row} ${column}`}>
        Row {formatCount(row)}
        {column === null ? (
          ': removed'
        ) : (
          <>
            , {column}: <Cell value={before} /> → <Cell value={after} />
          </>
        )}
      </div>
    ))}
  </>
);
