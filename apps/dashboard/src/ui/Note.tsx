import type { ReactNode } from 'react';
import styles from './Note.module.css';
import tones from './tones.module.css';

export interface NoteProps {
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
  readonly title: string;
  /** The message is about a trial, which changed nothing: it looks unlike the real thing. */
  readonly isTrial?: boolean;
  readonly children?: ReactNode;
}

/** A message to the user. Errors interrupt a screen reader; other tones are announced politely. */
export const Note = ({ tone, title, isTrial = false, children }: NoteProps) => (
  <div
    className={`${styles.note} ${tones[tone]} ${isTrial ? styles.trial : ''}`}
    role={tone === 'bad' ? 'alert' : 'status'}
  >
    <p className={styles.title}>{title}</p>
    {children ? <div className={styles.words}>{children}</div> : null}
  </div>
);
