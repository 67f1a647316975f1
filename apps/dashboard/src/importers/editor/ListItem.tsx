import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Note.tsx';
import styles from './Editor.module.css';
import type { Problem } from './use-check.ts';

interface ListItemProps {
  /** What it is called, such as `Check 1`. */
  readonly name: string;
  /** Problems that none of its controls shows. */
  readonly problems: readonly Problem[];
  readonly onRemove: () => void;
  /** Its controls. */
  readonly children: ReactNode;
}

/** One of several of the same kind, which can be removed. */
export const ListItem = ({ name, problems, onRemove, children }: ListItemProps) => (
  <fieldset className={styles.item}>
    <legend>{name}</legend>
    {problems.map(({ field, message }) => (
      <Note key={`${field} ${message}`} tone="bad" title={message} />
    ))}
    <div className={styles.controls}>{children}</div>
    <p>
      <Button kind="quiet" onPress={onRemove}>
        Remove {name.toLowerCase()}
      </Button>
    </p>
  </fieldset>
);
