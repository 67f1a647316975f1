import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Note } from '../../ui/Note.tsx';

interface FirstRowsProps {
  readonly shown: number;
  readonly total: number;
  readonly what: string;
}

/** Says that a list is truncated. */
export const FirstRows = ({ shown, total, what }: FirstRowsProps) =>
  shown < total ? (
    <Note tone="info" title={`Showing the first ${formatCount(shown)} of ${formatCount(total)} ${what}.`}>
      The complete list is in report.xlsx, under Output files.
    </Note>
  ) : null;

interface MoreRowsProps {
  readonly seen: number;
  readonly of: number;
  readonly onMore: () => void;
}

/** Shows more of the loaded rows. */
export const MoreRows = ({ seen, of, onMore }: MoreRowsProps) =>
  seen < of ? (
    <p>
      <Button onPress={onMore}>Show more ({formatCount(of)} in total)</Button>
    </p>
  ) : null;
