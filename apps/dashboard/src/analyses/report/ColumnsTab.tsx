import { useSearch } from '@tanstack/react-router';
import { ColumnDetail } from './ColumnDetail.tsx';
import { ColumnList } from './ColumnList.tsx';
import styles from './Report.module.css';
import { foundList, type Report } from './read-report.ts';

/** The list of columns, and the details of the selected one. */
export function ColumnsTab({ report }: { report: Report }) {
  const { column } = useSearch({ from: '/shell/analyses/$analysisId' });
  const columns = foundList(report, 'columns');
  const chosen = columns.find((one) => one.column === column) ?? columns[0];
  if (!chosen) return null;
  return (
    <div className={styles.columns}>
      <ColumnList columns={columns} chosen={chosen.column} />
      <ColumnDetail key={chosen.column} report={report} facts={chosen} />
    </div>
  );
}
