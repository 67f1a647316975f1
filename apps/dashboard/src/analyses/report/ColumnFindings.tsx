import styles from './Report.module.css';
import { foundList, type Report } from './read-report.ts';
import { Severity } from './Severity.tsx';

/** The issues of the column, and whether it contains personal data. */
export function ColumnFindings({ report, column }: { report: Report; column: string }) {
  const issues = report.issues.filter(({ field_name: name }) => name === column);
  const personal = foundList(report, 'personal_data').filter((one) => one.column === column);
  if (issues.length + personal.length === 0) return <p className={styles.soft}>No issues found.</p>;
  return (
    <ul className={styles.list}>
      {issues.map(({ issue_id: id, severity, message }) => (
        <li key={id} className={styles.alert}>
          <Severity severity={severity} />
          <p className={styles.text}>{message}</p>
        </li>
      ))}
    </ul>
  );
}
