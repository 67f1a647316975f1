import styles from './Badge.module.css';
import tones from './tones.module.css';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

/** A word on coloured ground; the word says it all, the colour only helps. */
export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: string }) => (
  <span className={`${styles.badge} ${tones[tone]}`}>{children}</span>
);
