import { Link } from '@tanstack/react-router';
import { ShortId } from './ShortId.tsx';

/** Link to the jobs with this id, which is that of a job or a document. */
export const JobsLink = ({ id }: { id: string }) => (
  <Link to="/operator/jobs" search={{ q: id }}>
    <ShortId id={id} />
  </Link>
);
