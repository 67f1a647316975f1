import { type KeyboardEvent, useId, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../ui/Button.tsx';
import { useColumns } from './context.ts';
import styles from './Fields.module.css';

interface AddTextProps {
  readonly label: string;
  /** Whether to suggest the columns of the file. */
  readonly ofColumns: boolean;
  readonly onAdd: (text: string) => void;
}

/** Adds a text to a list, by button or Enter. */
export function AddText({ label, ofColumns, onAdd }: AddTextProps) {
  const [text, setText] = useState('');
  const columns = useColumns();
  const listId = useId();
  const suggests = ofColumns && columns.length > 0;
  const add = () => {
    if (text === '') return;
    onAdd(text);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Enter must not submit the form.
    event.preventDefault();
    add();
  };
  return (
    <div className={styles.add}>
      <TextField value={text} onChange={setText} className={styles.addField ?? ''}>
        <Label>{label}</Label>
        <Input className={styles.input ?? ''} onKeyDown={onKeyDown} {...(suggests ? { list: listId } : {})} />
      </TextField>
      <Button onPress={add} aria-label={label} isDisabled={text === ''}>
        Add
      </Button>
      {suggests ? (
        <datalist id={listId}>
          {columns.map((column) => (
            <option key={column} value={column} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}
