import type { QualityGrade } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { formatShare, wordsOf } from '../numbers.ts';
import styles from './Report.module.css';

const tones: Readonly<Record<string, string | undefined>> = {
  A: styles.good,
  B: styles.good,
  C: styles.warn,
  D: styles.bad,
  F: styles.bad,
};

/** The quality grade of the file and its components. */
export function GradeCard({ grade: { grade, score, parts, limited_by } }: { grade: QualityGrade }) {
  if (grade === null) return null;
  return (
    <Card title="Quality">
      <div className={styles.quality}>
        <p className={`${styles.grade} ${tones[grade] ?? ''}`}>
          <span className={styles.letter}>
            <span className="visually-hidden">Grade </span>
            {grade}
          </span>
          <span>{formatShare(score)}</span>
        </p>
        <ul className={styles.parts}>
          {parts.map(({ part, weight, score: share }) => (
            <li key={part} className={styles.part}>
              <span>{wordsOf(part)}</span>
              <span className="numeric">{formatShare(share)}</span>
              <svg className={styles.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect width={share * 100} height="1" />
              </svg>
              <span className={styles.weight}>weight {formatShare(weight)}</span>
            </li>
          ))}
        </ul>
      </div>
      {limited_by !== undefined && <p>{limited_by}</p>}
    </Card>
  );
}
