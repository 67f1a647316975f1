import type { ImportJob } from '@sluice/client';
import { Link } from '@tanstack/react-router';
import { FileDecisions } from '../reading/FileDecisions.tsx';
import { Card } from '../ui/Card.tsx';
import { Facts } from '../ui/Facts.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { duplicateChoices, invalidChoices, newChoices } from './options.ts';

const labelOf = (choices: readonly { value: string; label: string }[], value: string | undefined) =>
  choices.find((choice) => choice.value === value)?.label ?? value;

/** The options of the import, who requested it and when. */
export function ImportFacts({ job, fileName }: { job: ImportJob; fileName: string | undefined }) {
  const { options, doc_id: docId } = job;
  const mapped = Object.entries(options.mapping ?? {});
  const synonyms = Object.entries(options.synonyms ?? {}).flatMap(([field, texts]) =>
    Object.entries(texts).map(([text, value]) => `${field}: ${text} → ${value}`),
  );
  return (
    <Card title="Details">
      <Facts
        facts={[
          ['Document', docId ? (fileName ?? docId) : 'Deleted'],
          ['Importer', job.importer],
          ['Records with errors', labelOf(invalidChoices, options.on_invalid)],
          ['Existing rows', labelOf(duplicateChoices, options.on_duplicate)],
          ['New rows', labelOf(newChoices, options.on_new ?? 'insert')],
          ['Rows that the file lacks', options.on_absent === 'delete' ? 'Delete' : undefined],
          ['Dry run', options.dry_run ? 'Yes' : 'No'],
          [
            'Column mapping',
            mapped.length > 0 ? mapped.map(([from, to]) => `${from} → ${to ?? 'ignored'}`).join(', ') : undefined,
          ],
          ['Values read differently', synonyms.length > 0 ? synonyms.join(', ') : undefined],
          ['Requested by', job.requested_by],
          ['Requested', <RelativeTime key="created" iso={job.created_at} />],
          ['Started', job.started_at ? <RelativeTime key="started" iso={job.started_at} /> : undefined],
          ['Finished', job.completed_at ? <RelativeTime key="completed" iso={job.completed_at} /> : undefined],
          [
            'Trace',
            <Link key="trace" to="/operator/traces/$traceId" params={{ traceId: job.trace_id }}>
              {job.trace_id}
            </Link>,
          ],
        ]}
      />
      <FileDecisions decisions={job.reading?.decisions ?? []} />
    </Card>
  );
}
