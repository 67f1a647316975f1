import { useId, useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import styles from './Editor.module.css';
import type { Problem } from './use-check.ts';
import type { Editor } from './use-editor.ts';

interface TextTabProps {
  readonly editor: Editor;
  readonly problems: readonly Problem[];
}

/** The definition as text: everything that a definition can say. Problems lead to their lines. */
export function TextTab({ editor: { text, setText, format, unreadable }, problems }: TextTabProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const goTo = (line: number) => {
    const lines = text.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const element = area.current;
    element?.focus();
    element?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    element?.scrollTo({ top: (line - 4) * Number.parseFloat(getComputedStyle(element).lineHeight) });
  };
  const shown = unreadable
    ? [{ field: '', message: unreadable.message, line: unreadable.line }]
    : problems.filter(({ line }) => line !== undefined);
  return (
    <Card title={format === 'json' ? 'JSON' : 'YAML'} actions={<a href="/docs">Reference</a>}>
      {shown.length > 0 ? (
        <ul className={styles.problems} id={id}>
          {shown.slice(0, 20).map(({ field, message, line }) => (
            <li key={`${field} ${message}`}>
              <Button kind="quiet" onPress={() => goTo(line ?? 1)}>
                Line {line}
              </Button>{' '}
              {field ? <code>{field}</code> : null} {message}
            </li>
          ))}
        </ul>
      ) : null}
      <textarea
        ref={area}
        className={styles.text}
        aria-label="Text of the definition"
        aria-invalid={shown.length > 0}
        {...(shown.length > 0 ? { 'aria-describedby': id } : {})}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </Card>
  );
}
