import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { Facts } from '../ui/Facts.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Meter } from '../ui/Meter.tsx';

const labels = {
  stored_bytes: 'Storage',
  uploads: 'Uploads in progress',
  event_streams: 'Event streams',
  unfinished_imports: 'Unfinished imports',
  unfinished_analyses: 'Unfinished analyses',
  importers: 'Importers',
  tables: 'Tables made by Sluice',
} as const;
const REFRESH_MS = 10_000;

/** How much of each limit the account uses. */
export function AccountUsage() {
  const { accountId } = useSession();
  const usage = useQuery({
    queryKey: ['usage', accountId],
    queryFn: async () => (await api.GET('/api/v1/account/usage')).data,
    refetchInterval: REFRESH_MS,
  });
  const limits = usage.data?.limits ?? [];
  return (
    <Card title="Account usage">
      {usage.error ? <Failure error={usage.error} reset={() => void usage.refetch()} /> : null}
      {limits.map(({ name, used, limit }) => {
        if (limit === null) return null;
        const show = name === 'stored_bytes' ? formatBytes : formatCount;
        const percent = Math.min(100, (used / limit) * 100);
        return <Meter key={name} label={labels[name]} percent={percent} text={`${show(used)} of ${show(limit)}`} />;
      })}
      <Facts
        facts={limits
          .filter(({ limit }) => limit === null)
          .map(({ name, used }) => {
            const text = name === 'stored_bytes' ? formatBytes(used) : formatCount(used);
            return [labels[name], `${text} (no limit)`];
          })}
      />
    </Card>
  );
}
