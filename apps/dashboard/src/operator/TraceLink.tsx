import { Link } from '@tanstack/react-router';
import { ShortId } from './ShortId.tsx';

/** To what became of a request. */
export const TraceLink = ({ traceId }: { traceId: string }) => (
  <Link to="/operator/traces/$traceId" params={{ traceId }}>
    <ShortId id={traceId} />
  </Link>
);
