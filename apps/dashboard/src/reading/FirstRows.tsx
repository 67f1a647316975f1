import type { DocumentReading } from '@sluice/client';
import { useId } from 'react';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Field.tsx';
import styles from './FirstRows.module.css';
import type { ChangeReading, ReadingForm } from './form.ts';
import { headerRows } from './header-rows.ts';

interface FirstRowsProps {
  readonly file: Pick<DocumentReading, 'decisions' | 'first_rows'>;
  readonly form: ReadingForm;
  readonly change: ChangeReading;
}

const heights = ['1', '2', '3', '4', '5'].map((value) => ({
  value,
  label: value === '1' ? '1 row' : `${value} rows, joined`,
}));

/** The first rows of the file as they stand. A click on one makes it the header. */
export function FirstRows({ file, form, change }: FirstRowsProps) {
  const group = useId();
  const { first_rows: rows, decisions } = file;
  const decision = decisions.find(({ topic }) => topic === 'header_row');
  const header = new Set(headerRows(file, form));
  const [first] = header;
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const choose = (row: string) => change({ header_row: row, skip_rows: '' });
  return (
    <>
      <p>
        {form.header_row
          ? 'Set by you. '
          : decision
            ? `${decision.value === null ? 'No header detected' : `Header detected in row ${decision.value}`}, ${Math.floor(decision.confidence * 100)}% sure. ${decision.evidence} `
            : ''}
        Click the row with the column names.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard (WCAG 2.1.1) */}
      <section className={styles.scroll} tabIndex={0} aria-label="First rows of the file as they stand">
        <table className={styles.table}>
          <caption className="visually-hidden">First rows of the file as they stand</caption>
          <tbody>
            {rows.map(({ row, cells }) => (
              <tr
                key={row}
                onClick={() => choose(String(row))}
                className={header.has(row) ? styles.header : first !== undefined && row < first ? styles.skipped : ''}
              >
                <th scope="row">
                  <label className={styles.choice}>
                    <input
                      type="radio"
                      name={group}
                      checked={row === first}
                      onChange={() => choose(String(row))}
                      onClick={(event) => event.stopPropagation()}
                    />
                    <span>
                      <span className="visually-hidden">Header in row </span>
                      {row}
                    </span>
                  </label>
                  {row === first ? <Badge tone="info">Header</Badge> : null}
                </th>
                {Array.from({ length: width }, (_, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no names yet
                  <td key={at}>
                    <span className={styles.cell}>{cells[at]}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={styles.settings}>
        <Select
          label="Rows in the header"
          value={form.header_rows ?? '1'}
          choices={heights}
          onChange={(value) => change({ header_rows: value === '1' ? '' : value })}
        />
        <label className={styles.choice}>
          <input
            type="radio"
            name={group}
            checked={first === undefined && decision?.value === null}
            onChange={() => choose('none')}
          />
          No header: the first row is data
        </label>
        {form.header_row ? <Button onPress={() => change({ header_row: '' })}>Auto-detect the header</Button> : null}
      </div>
    </>
  );
}
