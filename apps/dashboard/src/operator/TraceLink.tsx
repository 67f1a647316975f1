import { Link } from '@tanstack/react-router';
import { ShortId } from './ShortId.tsx';

/** Link to a trace. */
export const TraceLink = ({ traceId }: { traceId: string }) => (
  <Link to="/operator/traces/$traceId" params={{ traceId }}>
    <ShortId id={traceId} />
  </Link>
);
