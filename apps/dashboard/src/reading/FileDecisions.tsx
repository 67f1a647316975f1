import type { Analysis } from '@sluice/client';
import { Badge } from '../ui/Badge.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { Details } from '../ui/Details.tsx';
import { valueLabel } from './choices.ts';
import { readingLabels } from './labels.ts';

type Decision = NonNullable<Analysis['reading']>['decisions'][number];

/** Every decision about how a file is read, with its evidence. */
export function FileDecisions({ decisions }: { decisions: readonly Decision[] }) {
  if (decisions.length === 0) return null;
  return (
    <Details summary="How the file is read, and why">
      <DataTable
        caption="How the file is read, and why"
        rows={decisions}
        keyOf={({ topic }) => topic}
        columns={[
          { name: 'Setting', cell: ({ topic }) => readingLabels[topic], isRowHeader: true },
          { name: 'Value', cell: ({ topic, value }) => valueLabel(topic, value) },
          { name: 'Confidence', cell: (decision) => <Confidence decision={decision} /> },
          { name: 'Evidence', cell: ({ evidence }) => evidence },
          {
            name: 'Other choices',
            cell: ({ topic, alternatives }) => alternatives.map((one) => valueLabel(topic, one)).join(', '),
          },
        ]}
      />
    </Details>
  );
}

function Confidence({ decision: { given, confidence, doubtful } }: { decision: Decision }) {
  if (given) return <Badge tone="info">Set by you</Badge>;
  return <Badge tone={doubtful ? 'warn' : 'good'}>{`${Math.floor(confidence * 100)}%`}</Badge>;
}
