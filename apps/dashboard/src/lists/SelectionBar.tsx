import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { counted } from '../ui/format.ts';
import { Outcomes } from './Outcomes.tsx';
import { runEach } from './run-each.ts';
import styles from './SelectionBar.module.css';
import type { Selection } from './use-selection.tsx';

/** Something that can be done with each selected row. */
export interface BulkAction<T> {
  /** `Delete`. */
  readonly verb: string;
  /** `deleted`. */
  readonly done: string;
  readonly applies: (row: T) => boolean;
  readonly run: (row: T) => Promise<unknown>;
  /** What is lost; asked before it is done. */
  readonly warning?: string;
  /** Default: Cancel. */
  readonly dismissLabel?: string;
}

interface SelectionBarProps<T> {
  readonly selection: Selection<T>;
  /** `document`, `documents`. */
  readonly noun: readonly [one: string, many: string];
  readonly nameOf: (row: T) => string;
  readonly actions: readonly BulkAction<T>[];
  /** Loads the list again. */
  readonly onDone: () => Promise<unknown>;
}

/** How many rows are selected, what can be done with them, and what became of each. */
export function SelectionBar<T>({ selection, noun, nameOf, actions, onDone }: SelectionBarProps<T>) {
  const place = useRef<HTMLDivElement>(null);
  const act = useMutation({
    mutationFn: async ({ action, rows }: { action: BulkAction<T>; rows: readonly T[] }) => ({
      done: action.done,
      ...(await runEach(rows, { nameOf, run: action.run })),
    }),
    onSettled: async (ran) => {
      selection.keep(ran?.left ?? []);
      // The pressed button disappears with the selection.
      place.current?.focus();
      await onDone();
    },
  });
  const { rows } = selection;
  return (
    <div ref={place} tabIndex={-1} className={styles.place} data-sticks>
      {rows.length > 0 ? (
        <section aria-label="Selection" className={styles.bar}>
          <strong>{counted(rows.length, ...noun)} selected</strong>
          {actions.map((action) => (
            <ActionButton
              key={action.verb}
              {...{ action, noun, isPending: act.isPending }}
              rows={rows.filter(action.applies)}
              onRun={(chosen) => act.mutate({ action, rows: chosen })}
            />
          ))}
          <Button kind="quiet" onPress={selection.clear}>
            Clear selection
          </Button>
        </section>
      ) : null}
      {act.error ? <Failure error={act.error} /> : null}
      {act.data?.stopped ? <Failure error={act.data.stopped} /> : null}
      {act.data && act.data.outcomes.length > 0 ? <Outcomes {...act.data} noun={noun} onClose={act.reset} /> : null}
    </div>
  );
}

interface ActionButtonProps<T> {
  readonly action: BulkAction<T>;
  readonly noun: readonly [one: string, many: string];
  /** Those of the selection that it applies to. */
  readonly rows: readonly T[];
  readonly isPending: boolean;
  readonly onRun: (rows: readonly T[]) => void;
}

function ActionButton<T>({ action, noun, rows, isPending, onRun }: ActionButtonProps<T>) {
  const { verb, warning, dismissLabel = 'Cancel' } = action;
  const what = `${verb} ${counted(rows.length, ...noun)}`;
  const props = { isPending, isDisabled: rows.length === 0, children: rows.length === 0 ? verb : what };
  if (warning === undefined) return <Button {...props} onPress={() => onRun(rows)} />;
  return (
    <ConfirmDialog
      trigger={<Button {...props} kind="danger" />}
      title={`${what}?`}
      verb={what}
      dismissLabel={dismissLabel}
      onConfirm={() => onRun(rows)}
    >
      {warning}
    </ConfirmDialog>
  );
}
