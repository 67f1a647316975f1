import { type KeyboardEvent, useId, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../ui/Button.tsx';
import { useColumns } from './context.ts';
import styles from './Fields.module.css';

interface AddTextProps {
  readonly label: string;
  /** Whether the columns of the file are proposed. */
  readonly ofColumns: boolean;
  readonly onAdd: (text: string) => void;
}

/** A text that joins others, by the button or the enter key. */
export function AddText({ label, ofColumns, onAdd }: AddTextProps) {
  const [text, setText] = useState('');
  const columns = useColumns();
  const listId = useId();
  const proposes = ofColumns && columns.length > 0;
  const add = () => {
    if (text === '') return;
    onAdd(text);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // The form is not sent by it.
    event.preventDefault();
    add();
  };
  return (
    <div className={styles.add}>
      <TextField value={text} onChange={setText} className={styles.addField ?? ''}>
        <Label>{label}</Label>
        <Input className={styles.input ?? ''} onKeyDown={onKeyDown} {...(proposes ? { list: listId } : {})} />
      </TextField>
      <Button onPress={add} aria-label={`Add: ${label}`} isDisabled={text === ''}>
        Add
      </Button>
      {proposes ? (
        <datalist id={listId}>
          {columns.map((column) => (
            <option key={column} value={column} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}
