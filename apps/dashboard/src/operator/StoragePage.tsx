import { useState } from 'react';
import { mayOperate, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { AddServerForm } from './AddServerForm.tsx';
import { NeedsOperator } from './NeedsOperator.tsx';
import { ServerCard } from './ServerCard.tsx';
import { useServers } from './use-servers.ts';

const TITLE = 'Storage servers';

/** Where the chunks of large files lie, and how much room there is. */
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
      lead="Large files are cut into chunks, which are spread over these servers. Each takes the part of new chunks that its share of the ring says."
      actions={
        isAdding ? null : (
          <Button kind="primary" onPress={() => setForm('open')} autoFocus={form === 'closed'}>
            Add a server
          </Button>
        )
      }
    >
      {isAdding ? <AddServerForm onClose={() => setForm('closed')} /> : null}
      {servers.error ? <Failure error={servers.error} reset={() => void servers.refetch()} /> : null}
      {servers.data?.map((server) => (
        <ServerCard key={server.server_id} server={server} />
      ))}
      {servers.isPending || servers.data?.length === 0 ? (
        <Card>
          <EmptyState title={servers.isPending ? 'Looking …' : 'No storage server is registered.'}>
            {servers.isPending ? null : <p>Large files cannot be taken before there is one: add a server.</p>}
          </EmptyState>
        </Card>
      ) : null}
    </Page>
  );
}
