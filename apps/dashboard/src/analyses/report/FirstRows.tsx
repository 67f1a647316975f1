import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Note } from '../../ui/Note.tsx';

interface FirstRowsProps {
  readonly shown: number;
  readonly total: number;
  readonly what: string;
}

/** Says that a list ends before what it lists. */
export const FirstRows = ({ shown, total, what }: FirstRowsProps) =>
  shown < total ? (
    <Note tone="info" title={`The first ${formatCount(shown)} of ${formatCount(total)} ${what} are here.`}>
      All of them are in report.xlsx, under Files.
    </Note>
  ) : null;

interface MoreRowsProps {
  readonly seen: number;
  readonly of: number;
  readonly onMore: () => void;
}

/** More of what is there already. */
export const MoreRows = ({ seen, of, onMore }: MoreRowsProps) =>
  seen < of ? (
    <p>
      <Button onPress={onMore}>Show more of {formatCount(of)}</Button>
    </p>
  ) : null;
