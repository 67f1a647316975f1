import { Badge, type Tone } from './Badge.tsx';

/** The label of every status that the API returns. */
const statuses: Readonly<Record<string, { tone: Tone; label: string }>> = {
  pending: { tone: 'neutral', label: 'Waiting' },
  queued: { tone: 'neutral', label: 'Waiting' },
  waiting: { tone: 'neutral', label: 'Waiting' },
  processing: { tone: 'info', label: 'Running' },
  running: { tone: 'info', label: 'Running' },
  completed: { tone: 'good', label: 'Completed' },
  succeeded: { tone: 'good', label: 'Completed' },
  failed: { tone: 'bad', label: 'Failed' },
  cancelling: { tone: 'warn', label: 'Cancelling' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
  uploaded: { tone: 'good', label: 'Ready' },
  upload_failed: { tone: 'bad', label: 'Not delivered' },
  expired: { tone: 'neutral', label: 'Expired' },
  active: { tone: 'good', label: 'Active' },
  inactive: { tone: 'neutral', label: 'Inactive' },
  maintenance: { tone: 'warn', label: 'Draining' },
  IN_PROGRESS: { tone: 'info', label: 'Running' },
  SUCCESS: { tone: 'good', label: 'Completed' },
  FAILED: { tone: 'bad', label: 'Failed' },
  UPLOAD_PENDING: { tone: 'neutral', label: 'Upload pending' },
  UPLOAD_URL_GENERATED: { tone: 'info', label: 'Uploading' },
  UPLOAD_VERIFYING: { tone: 'info', label: 'Verifying' },
  UPLOAD_COMPLETE: { tone: 'good', label: 'Stored' },
  UPLOAD_FAILED: { tone: 'bad', label: 'Upload failed' },
};

export const StatusBadge = ({ status }: { status: string }) => {
  const { tone, label } = statuses[status] ?? { tone: 'neutral' as const, label: status };
  return <Badge tone={tone}>{label}</Badge>;
};
