import { Link } from '@tanstack/react-router';
import { ShortId } from './ShortId.tsx';

/** To all jobs that have to do with that id: of a job, or of a file. */
export const JobsOf = ({ id }: { id: string }) => (
  <Link to="/operator/jobs" search={{ q: id }}>
    <ShortId id={id} />
  </Link>
);
