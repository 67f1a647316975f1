import { useState } from 'react';
import { mayOperate, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { AccountStorageCard } from './AccountStorageCard.tsx';
import { AddServerForm } from './AddServerForm.tsx';
import { HoldsCard } from './HoldsCard.tsx';
import { NeedsOperator } from './NeedsOperator.tsx';
import { ServerCard } from './ServerCard.tsx';
import { useServers } from './use-servers.ts';

const TITLE = 'Storage servers';

/** The storage servers that hold the chunks of large documents. */
export function StoragePage() {
  return mayOperate(useSession()) ? <Servers /> : <NeedsOperator title={TITLE} />;
}

function Servers() {
  const [form, setForm] = useState<'not yet' | 'open' | 'closed'>('not yet');
  const isAdding = form === 'open';
  const servers = useServers();
  return (
    <Page
      title={TITLE}
      lead="Large documents are split into chunks, which are distributed across these servers. The ring share is the portion of new chunks that a server receives."
      actions={
        isAdding ? null : (
          <Button kind="primary" onPress={() => setForm('open')} autoFocus={form === 'closed'}>
            Add storage server
          </Button>
        )
      }
    >
      {isAdding ? <AddServerForm onClose={() => setForm('closed')} /> : null}
      <HoldsCard />
      {servers.error ? <Failure error={servers.error} reset={() => void servers.refetch()} /> : null}
      {servers.data?.map((server) => (
        <ServerCard key={server.server_id} server={server} />
      ))}
      {servers.isPending || (servers.data?.length === 0 && !servers.error) ? (
        <Card>
          <EmptyState title={servers.isPending ? 'Loading…' : 'No storage servers yet.'}>
            {servers.isPending ? null : <p>Large files cannot be uploaded until you add one.</p>}
          </EmptyState>
        </Card>
      ) : null}
      <AccountStorageCard />
    </Page>
  );
}
