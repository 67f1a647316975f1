import type { StorageServer } from '@sluice/client';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import type { ServerChange, useServerChange } from './use-servers.ts';

interface ServerActionsProps {
  readonly server: StorageServer;
  readonly change: ReturnType<typeof useServerChange>;
}

/** What can be done with a server in its state. What takes something away asks first. */
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
      {/* One button in one place, so that it keeps the focus when it changes its meaning. */}
      {status === 'active'
        ? plain('deactivate', 'Deactivate')
        : plain('activate', status === 'maintenance' ? 'Stop emptying' : 'Activate')}
      {status === 'maintenance' || (status === 'inactive' && chunks === 0) ? null : (
        <ConfirmDialog
          trigger={
            <Button isPending={isPending('drain')} aria-label={`Empty ${name}`}>
              Empty
            </Button>
          }
          title={`Empty ${name}?`}
          verb="Empty it"
          onConfirm={() => change.mutate('drain')}
        >
          <p>
            Its {formatCount(chunks)} chunks ({formatBytes(used)}) are moved to the other servers, and it takes no new
            ones. Files stay readable meanwhile. You can stop it at any time; what has been moved stays moved.
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
          verb="Remove it"
          onConfirm={() => change.mutate('remove')}
        >
          <p>
            Sluice forgets this server. It holds no chunk any more; its bucket {bucket} and whatever else is in it stay
            as they are.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
