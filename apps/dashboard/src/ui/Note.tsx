import type { ReactNode } from 'react';
import styles from './Note.module.css';
import tones from './tones.module.css';

export interface NoteProps {
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly children?: ReactNode;
}

/** A message to the user. Errors interrupt a screen reader; other tones are announced politely. */
export const Note = ({ tone, title, children }: NoteProps) => (
  <div className={`${styles.note} ${tones[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
    <p className={styles.title}>{title}</p>
    {children ? <div className={styles.words}>{children}</div> : null}
  </div>
);
