import type { StorageServer } from '@sluice/client';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import type { ServerChange, useServerChange } from './use-servers.ts';

interface ServerActionsProps {
  readonly server: StorageServer;
  readonly change: ReturnType<typeof useServerChange>;
}

/** The actions available in the current status of the server. Destructive ones ask for confirmation. */
export function ServerActions({
  server: { name, status, chunks, used_space: used, bucket },
  change,
}: ServerActionsProps) {
  const isPending = (one: ServerChange) => change.isPending && change.variables === one;
  const plain = (one: ServerChange, label: string) => (
    <Button onPress={() => change.mutate(one)} isPending={isPending(one)} aria-label={`${label} ${name}`}>
      {label}
    </Button>
  );
  return (
    <>
      {/* One button that changes its action, so that it keeps the focus. */}
      {status === 'active'
        ? plain('deactivate', 'Deactivate')
        : plain('activate', status === 'maintenance' ? 'Stop draining' : 'Activate')}
      {status === 'maintenance' || (status === 'inactive' && chunks === 0) ? null : (
        <ConfirmDialog
          trigger={
            <Button isPending={isPending('drain')} aria-label={`Drain ${name}`}>
              Drain
            </Button>
          }
          title={`Drain ${name}?`}
          verb="Drain server"
          onConfirm={() => change.mutate('drain')}
        >
          <p>
            All of its chunks ({formatCount(chunks)}, {formatBytes(used)}) are moved to the other servers, and it
            receives no new ones. Documents stay readable. You can stop draining at any time; chunks already moved stay
            where they are.
          </p>
        </ConfirmDialog>
      )}
      {status === 'inactive' && chunks === 0 ? (
        <ConfirmDialog
          trigger={
            <Button kind="danger" isPending={isPending('remove')} aria-label={`Remove ${name}`}>
              Remove
            </Button>
          }
          title={`Remove ${name}?`}
          verb="Remove server"
          onConfirm={() => change.mutate('remove')}
        >
          <p>
            Sluice stops using this server, which holds no chunks. The bucket {bucket} and anything else in it are not
            deleted.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
