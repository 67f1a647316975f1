import type { ImporterSummary } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { mayArchive, mayChange } from './labels.ts';

interface ImporterActionsProps {
  readonly importer: ImporterSummary;
  readonly mayDefine: readonly ImporterSummary['scope'][];
}

/** What can be done with an importer: see its rows, import a file, edit it, archive it, restore it. */
export function ImporterActions({ importer, mayDefine }: ImporterActionsProps) {
  const { name, title, archived_at: archived } = importer;
  const session = useSession();
  const queryClient = useQueryClient();
  const params = { path: { importer: name } };
  const change = useMutation({
    mutationFn: async (verb: 'archive' | 'restore') =>
      verb === 'archive'
        ? api.DELETE('/api/v1/importers/{importer}', { params })
        : api.POST('/api/v1/importers/{importer}/restore', { params }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['importers'] });
      // The pressed button is replaced by another one.
      document.getElementById('page-title')?.focus();
    },
  });
  return (
    <>
      {change.error ? <Failure error={change.error} /> : null}
      {archived === null && mayWrite(session) ? (
        <LinkButton kind="primary" to="/imports/new" search={{ importer: name }}>
          Import a file
        </LinkButton>
      ) : null}
      <LinkButton to="/rows/$importer" params={{ importer: name }}>
        View rows
      </LinkButton>
      {mayChange(importer, mayDefine) ? (
        <LinkButton to="/importers/$importer/edit" params={{ importer: name }}>
          Edit
        </LinkButton>
      ) : null}
      {archived !== null && mayArchive(importer, mayDefine) ? (
        <Button onPress={() => change.mutate('restore')} isPending={change.isPending}>
          Restore
        </Button>
      ) : null}
      {archived === null && mayArchive(importer, mayDefine) ? (
        <ConfirmDialog
          trigger={<Button isPending={change.isPending}>Archive</Button>}
          title={`Archive ${title}?`}
          verb="Archive importer"
          onConfirm={() => change.mutate('archive')}
        >
          It accepts no new imports. Its rows and existing imports are kept, and you can restore it.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
