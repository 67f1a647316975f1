import type { StorageServer } from '@sluice/client';
import { Failure } from '../shell/Failure.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Card } from '../ui/Card.tsx';
import { Facts } from '../ui/Facts.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Meter } from '../ui/Meter.tsx';
import { Note } from '../ui/Note.tsx';
import { Progress } from '../ui/Progress.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { Tiles } from '../ui/Tiles.tsx';
import { ServerActions } from './ServerActions.tsx';
import styles from './ServerCard.module.css';
import { useServerChange } from './use-servers.ts';

/** One storage server: its health, space and actions. */
export function ServerCard({ server }: { server: StorageServer }) {
  const change = useServerChange(server.server_id);
  return (
    <Card title={server.name} actions={<ServerActions server={server} change={change} />}>
      {change.error ? <Failure error={change.error} /> : null}
      <p className={styles.badges}>
        <StatusBadge status={server.status} />
        <Reachability server={server} />
      </p>
      {server.last_error ? (
        <Note tone="warn" title="The last request to it failed.">
          {server.last_error}
        </Note>
      ) : null}
      <Draining server={server} />
      <Space server={server} />
      <ServerFacts server={server} />
    </Card>
  );
}

/** Only workers probe the servers: while none runs, an old heartbeat says nothing. */
function Reachability({ server: { healthy, last_error: error } }: { server: StorageServer }) {
  if (healthy) return <Badge tone="good">Reachable</Badge>;
  return error === null ? <Badge tone="warn">Not probed recently</Badge> : <Badge tone="bad">Unreachable</Badge>;
}

const ServerFacts = ({ server }: { server: StorageServer }) => (
  <>
    <Tiles
      tiles={[
        {
          name: 'Last heartbeat',
          value: server.last_heartbeat ? <RelativeTime iso={server.last_heartbeat} /> : 'Never',
        },
        { name: 'Chunks', value: formatCount(server.chunks) },
        { name: 'Ring share', value: `${(server.ring_share * 100).toFixed(1)}%`, hint: 'of new chunks' },
      ]}
    />
    <Facts
      facts={[
        ['Endpoint', server.endpoint ?? "Installation's own storage"],
        ['Public endpoint', server.public_endpoint],
        ['Bucket', `${server.bucket} (${server.region})`],
        ['Credentials', server.credentials_ref],
        ['Added', <RelativeTime key="added" iso={server.created_at} />],
      ]}
    />
  </>
);

function Space({
  server: { used_space: used, available_space: available, capacity_bytes: capacity },
}: {
  server: StorageServer;
}) {
  if (capacity === null || available === null) {
    return <p>{formatBytes(used)} used, no limit.</p>;
  }
  const percent = capacity === 0 ? 100 : Math.min(100, (used / capacity) * 100);
  const text = `${formatBytes(used)} of ${formatBytes(capacity)} used, ${formatBytes(available)} free`;
  return <Meter label="Space" percent={percent} text={text} />;
}

function Draining({ server: { status, drain, chunks } }: { server: StorageServer }) {
  if (!drain) return null;
  if (status === 'maintenance') {
    const detail = `${formatCount(drain.moved)} of ${formatCount(drain.total)} chunks moved`;
    return (
      <>
        <Progress label="Draining" percent={drain.percent} detail={detail} />
        {drain.error ? <Note tone="warn" title={drain.error} /> : null}
      </>
    );
  }
  if (status !== 'inactive') return null;
  return drain.error ? (
    <Note tone="warn" title="Drained, but some chunks were lost.">
      {drain.error}
    </Note>
  ) : chunks === 0 ? (
    <Note tone="good" title="Drained. You can now remove this server.">
      Chunks moved to other servers: {formatCount(drain.moved)}.
    </Note>
  ) : null;
}
