import { useEffect, useRef, useState } from 'react';
import { TextField, type TextFieldProps } from './Field.tsx';

const PAUSE_MS = 300;

/** A field whose text is told once the typing pauses. It follows the value when that changes elsewhere. */
export function SearchField({ value, onChange, ...props }: TextFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return <TextField type="search" {...props} value={text} onChange={setText} />;
}
