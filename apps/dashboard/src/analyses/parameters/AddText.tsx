import { type KeyboardEvent, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../ui/Button.tsx';
import styles from './Fields.module.css';

interface AddTextProps {
  readonly label: string;
  readonly onAdd: (text: string) => void;
}

/** Adds a text to a list, by button or Enter. */
export function AddText({ label, onAdd }: AddTextProps) {
  const [text, setText] = useState('');
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
        <Input className={styles.input ?? ''} onKeyDown={onKeyDown} />
      </TextField>
      <Button onPress={add} aria-label={label} isDisabled={text === ''}>
        Add
      </Button>
    </div>
  );
}
