import { useQuery } from '@tanstack/react-query';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Note } from '../../ui/Note.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { versionQuery } from '../queries.ts';
import { Comparison } from '../versions/Comparison.tsx';

interface OthersVersionProps {
  readonly importer: string;
  /** The version that is being changed. */
  readonly before: number;
  /** The newest one. */
  readonly after: number;
  /** The user has seen it, and what they save may take its place. */
  readonly onSeen: () => void;
}

/** A version that was saved while this user was editing: what it changed, and the way on. */
export function OthersVersion({ importer, before, after, onSeen }: OthersVersionProps) {
  const saved = useQuery(versionQuery(importer, after)).data;
  return (
    <Card title={`Changes from version ${before} to version ${after}`}>
      <Note tone="warn" title={`Version ${after} was saved while you were editing.`}>
        <p>
          {saved ? (
            <>
              {saved.created_by ? `By ${saved.created_by}, ` : ''}
              <RelativeTime iso={saved.created_at} />.{' '}
            </>
          ) : null}
          Your text lacks these changes. Make those that you want to keep in your text as well; what you save then is
          the next version.
        </p>
        <Button onPress={onSeen}>{`Continue from version ${after}`}</Button>
      </Note>
      <Comparison importer={importer} before={before} after={after} />
    </Card>
  );
}
