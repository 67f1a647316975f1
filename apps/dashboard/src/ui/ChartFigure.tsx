import { type ReactNode, Suspense } from 'react';
import styles from './ChartFigure.module.css';

interface ChartFigureProps {
  readonly title: string;
  /** What the picture shows, in a sentence. */
  readonly sentence: string;
  readonly height: 'low' | 'high';
  /** The picture itself; may still be on its way. */
  readonly children: ReactNode;
  /** The same numbers as a table, on demand. */
  readonly table?: ReactNode;
}

/** A chart for those who see it, and what it says for those who do not. Its height is kept while it loads. */
export const ChartFigure = ({ title, sentence, height, children, table }: ChartFigureProps) => (
  <figure className={styles.figure}>
    <figcaption className={styles.caption}>
      <h3>{title}</h3>
      <p className={styles.sentence}>{sentence}</p>
    </figcaption>
    <div className={`${styles.chart} ${styles[height]}`} aria-hidden="true">
      <Suspense fallback={null}>{children}</Suspense>
    </div>
    {table ? (
      <details className={styles.details}>
        <summary>
          The numbers<span className="visually-hidden"> of {title}</span>
        </summary>
        {table}
      </details>
    ) : null}
  </figure>
);
