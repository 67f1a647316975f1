import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { counted, formatCount } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import type { Values } from '../parameters/schema.ts';
import { documentQuery } from '../queries.ts';
import { Cell } from '../report/Cell.tsx';
import styles from './EffectCard.module.css';
import { effectsOf, recordsOf, type StepEffect } from './effects.ts';
import { tryCleaning } from './try-cleaning.ts';

interface EffectCardProps {
  readonly docId: string;
  readonly values: Values;
}

/** What each step of cleaning would do to this file with the chosen settings, before it is started. */
export function EffectCard({ docId, values }: EffectCardProps) {
  const file = useQuery(documentQuery(docId));
  const running = useRef<AbortController>(undefined);
  const [percent, setPercent] = useState<number>();
  const trial = useMutation({
    mutationFn: async (parameters: Values) => {
      const stop = new AbortController();
      running.current = stop;
      setPercent(undefined);
      const { signal } = stop;
      const fileBytes = file.data?.file_size ?? null;
      const report = await tryCleaning({ docId, fileBytes, parameters, signal, onPercent: setPercent });
      return { effects: effectsOf(report), records: recordsOf(report), settings: JSON.stringify(parameters) };
    },
  });
  // Nobody waits for it any more.
  useEffect(() => () => running.current?.abort(), []);
  const { data, error, isPending } = trial;
  const isStopped = running.current?.signal.aborted === true;
  return (
    <Card
      title="Effect on this file"
      actions={
        isPending && percent !== undefined ? (
          <Button onPress={() => running.current?.abort()}>Stop</Button>
        ) : (
          <Button onPress={() => trial.mutate(values)} isPending={isPending}>
            {data ? 'Show again' : 'Show the effect of each step'}
          </Button>
        )
      }
    >
      <p>
        The counts are those of each step on its own, in the whole file. The examples are changes that all chosen steps
        make together. Nothing is kept. A file of more than 1 MiB takes about as long as its cleaning.
      </p>
      {isPending && percent !== undefined ? (
        <Progress label="Trying the steps on the whole file" percent={percent} />
      ) : null}
      {error && !isStopped ? <Failure error={error} /> : null}
      <div role="status">
        {isPending && percent === undefined ? 'Trying the steps…' : null}
        {data
          ? `Counted in ${data.records === undefined ? 'all records' : `all ${counted(data.records, 'record')}`}.`
          : null}
        {data && data.settings !== JSON.stringify(values) ? ' The settings have changed since.' : null}
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
  <div className={styles.examples}>
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
  </div>
);
