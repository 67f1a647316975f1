import type { ReportTile } from '@sluice/client';
import { formatCount } from '../../ui/format.ts';
import styles from './Report.module.css';

const tones = { good: styles.good, warning: styles.warn, bad: styles.bad, info: '' } as const;

/** The key figures of the report. */
export const SummaryTiles = ({ tiles }: { tiles: readonly ReportTile[] }) => (
  <dl className={`${styles.tiles} ${tiles.length % 4 === 0 ? styles.fours : ''}`} aria-label="Key figures">
    {tiles.map(({ summary_id: id, title, value, status, description }) => (
      <div key={id} className={styles.tile}>
        <dt>{title}</dt>
        <dd className={`${styles.value} ${tones[status]}`}>{typeof value === 'number' ? formatCount(value) : value}</dd>
        <dd className={styles.words}>{description}</dd>
      </div>
    ))}
  </dl>
);
