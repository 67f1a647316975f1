import { useBlocker } from '@tanstack/react-router';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Note.tsx';
import styles from './Editor.module.css';

/** Asks before a page with unsaved changes is left. */
export function LeaveGuard({ isChanged }: { isChanged: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <div className={styles.guard}>
      <Note tone="warn" title="The definition has changes that are not saved.">
        <Button onPress={reset} autoFocus>
          Stay
        </Button>{' '}
        <Button kind="danger" onPress={proceed}>
          Leave without saving
        </Button>
      </Note>
    </div>
  );
}
