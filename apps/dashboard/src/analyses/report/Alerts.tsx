import type { ReportAlert } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import styles from './Report.module.css';
import { Severity } from './Severity.tsx';

const RANK = ['critical', 'high', 'medium', 'low', 'info'];

/** The alerts of the report, most severe first. */
export function Alerts({ alerts }: { alerts: readonly ReportAlert[] }) {
  const sorted = [...alerts].sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity));
  return (
    <Card title="Alerts">
      {sorted.length === 0 ? <p>No alerts.</p> : null}
      <ul className={styles.list} hidden={sorted.length === 0}>
        {sorted.map(({ alert_id: id, severity, message, recommendation }) => (
          <li key={id} className={styles.alert}>
            <Severity severity={severity} />
            <div className={styles.text}>
              <p>{message}</p>
              <p className={styles.soft}>{recommendation}</p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
