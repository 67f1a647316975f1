import type { ImportJob } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { importerQuery } from '../importers/queries.ts';
import { useSession } from '../session/session.ts';
import { counted } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { rowsWritten } from './outcome.ts';

/** Leads from a completed import to the rows that it wrote, or to all of the table where rows do not say which import wrote them. */
export function ImportedRows({ job }: { job: ImportJob }) {
  const { importer, job_id: jobId, account_id: accountId, status, options } = job;
  const session = useSession();
  const isShown = status === 'completed' && accountId === session.accountId;
  const { data } = useQuery({ ...importerQuery(importer), enabled: isShown });
  if (!isShown || !data) return null;
  const { target } = data.definition as { target?: { stamps?: { import?: string } } };
  const written = options.dry_run ? 0 : rowsWritten(job);
  const isMarked = target?.stamps?.import !== undefined;
  if (written === 0 || !isMarked) {
    return (
      <LinkButton to="/rows/$importer" params={{ importer }} search={{}}>
        View the rows of {data.title}
      </LinkButton>
    );
  }
  return (
    <LinkButton to="/rows/$importer" params={{ importer }} search={{ import: jobId }}>
      {written === 1 ? 'View the row' : `View the ${counted(written, 'row')}`}
    </LinkButton>
  );
}
