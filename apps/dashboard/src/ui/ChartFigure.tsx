import { type ReactNode, Suspense } from 'react';
import styles from './ChartFigure.module.css';

interface ChartFigureProps {
  readonly title: string;
  /** What the chart shows, in one sentence. */
  readonly sentence: string;
  readonly height: 'low' | 'high';
  /** The chart; may load lazily. */
  readonly children: ReactNode;
  /** The same data as a table, shown on demand. */
  readonly table?: ReactNode;
}

/** A chart with a text alternative for screen readers. Its height is reserved while it loads. */
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
          Show data<span className="visually-hidden"> for {title}</span>
        </summary>
        {table}
      </details>
    ) : null}
  </figure>
);
