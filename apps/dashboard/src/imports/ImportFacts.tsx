import type { ImportJob } from '@sluice/client';
import { Link } from '@tanstack/react-router';
import { Card } from '../ui/Card.tsx';
import { Facts } from '../ui/Facts.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { duplicateChoices, invalidChoices } from './options.ts';

const labelOf = (choices: readonly { value: string; label: string }[], value: string | undefined) =>
  choices.find((choice) => choice.value === value)?.label ?? value;

/** What was asked, by whom and when. */
export function ImportFacts({ job, fileName }: { job: ImportJob; fileName: string | undefined }) {
  const { options, doc_id: docId } = job;
  const mapped = Object.entries(options.mapping ?? {});
  return (
    <Card title="Details">
      <Facts
        facts={[
          ['File', docId ? (fileName ?? docId) : 'has been deleted'],
          ['Into', job.importer],
          ['Rows with errors', labelOf(invalidChoices, options.on_invalid)],
          ['Rows that exist', labelOf(duplicateChoices, options.on_duplicate)],
          ['Dry run', options.dry_run ? 'yes' : 'no'],
          [
            'Columns',
            mapped.length > 0 ? mapped.map(([from, to]) => `${from} → ${to ?? 'nothing'}`).join(', ') : undefined,
          ],
          ['Asked for by', job.requested_by],
          ['Asked for', <RelativeTime key="created" iso={job.created_at} />],
          ['Begun', job.started_at ? <RelativeTime key="started" iso={job.started_at} /> : undefined],
          ['Ended', job.completed_at ? <RelativeTime key="completed" iso={job.completed_at} /> : undefined],
          [
            'Trace',
            <Link key="trace" to="/operator/traces/$traceId" params={{ traceId: job.trace_id }}>
              {job.trace_id}
            </Link>,
          ],
        ]}
      />
    </Card>
  );
}
