import { useEffect, useRef, useState } from 'react';
import { TextField, type TextFieldProps } from './Field.tsx';

const PAUSE_MS = 300;

/** A search field that reports its text once typing pauses. It follows `value` when that changes elsewhere. */
export function SearchField({ value, onChange, ...props }: TextFieldProps) {
  const [text, setText] = useState(value);
  const reported = useRef(value);
  const report = useRef(onChange);
  report.current = onChange;
  useEffect(() => {
    if (value === reported.current) return;
    reported.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === reported.current) return;
    const timer = setTimeout(() => {
      reported.current = text;
      report.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return <TextField type="search" {...props} value={text} onChange={setText} />;
}
