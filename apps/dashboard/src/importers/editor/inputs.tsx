import { useEffect, useState } from 'react';
import { TextArea, TextField } from '../../ui/Field.tsx';

interface InputProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** A text that is taken when the field is left or Enter is pressed, not with each letter. It follows `value`. */
export function CommittedField({
  value,
  onCommit,
  isRequired,
  ...props
}: InputProps & {
  readonly value: string;
  readonly onCommit: (value: string) => void;
  readonly isRequired?: boolean;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text === value) return;
    if (isRequired && text.trim() === '') setText(value);
    else onCommit(text);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
      onBlur={commit}
    >
      <TextField {...props} value={text} onChange={setText} />
    </form>
  );
}

/** Several texts, one a line. */
export function LinesField({
  label,
  hint,
  error,
  value,
  onCommit,
}: InputProps & { readonly value: readonly string[]; readonly onCommit: (value: readonly string[]) => void }) {
  const given = value.join('\n');
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  const commit = () => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.join('\n') !== given) onCommit(lines);
  };
  return (
    <TextArea
      label={label}
      hint={hint ?? 'One per line.'}
      error={error}
      value={text}
      onChange={setText}
      onBlur={commit}
      rows={Math.min(8, Math.max(2, value.length + 1))}
    />
  );
}
