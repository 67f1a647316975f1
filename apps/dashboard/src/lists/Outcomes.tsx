import { Button } from '../ui/Button.tsx';
import { counted } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import type { Outcome } from './run-each.ts';

interface OutcomesProps {
  readonly outcomes: readonly Outcome[];
  /** `deleted`. */
  readonly done: string;
  /** `document`, `documents`. */
  readonly noun: readonly [one: string, many: string];
  readonly onClose: () => void;
}

/** What became of each selected row: how many went well, and why others did not. */
export function Outcomes({ outcomes, done, noun, onClose }: OutcomesProps) {
  const failed = outcomes.filter(({ problem }) => problem !== undefined);
  const good = outcomes.length - failed.length;
  const title =
    failed.length === 0
      ? `${counted(good, ...noun)} ${done}.`
      : `${good} of ${counted(outcomes.length, ...noun)} ${done}. The ${failed.length === 1 ? 'other was' : 'others were'} not:`;
  return (
    <Note tone={failed.length === 0 ? 'good' : 'warn'} title={title}>
      {failed.length > 0 ? (
        <ul>
          {failed.map(({ name, problem }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names repeat
            <li key={at}>
              {name}: {problem}
            </li>
          ))}
        </ul>
      ) : null}
      <Button kind="quiet" onPress={onClose}>
        Close
      </Button>
    </Note>
  );
}
