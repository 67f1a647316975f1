import type { ImportPreview } from '@sluice/client';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Select } from '../ui/Field.tsx';
import { Note } from '../ui/Note.tsx';
import styles from './ImportSteps.module.css';
import { chosen, dateOrderChoices, delimiterChoices, encodingChoices, type ImportForm } from './options.ts';

interface FileReadingProps {
  /** Missing while the file cannot be read as it is. */
  readonly preview?: ImportPreview;
  readonly form: ImportForm;
  readonly change: (changes: ImportForm) => void;
}

const certainties: Readonly<Record<string, string>> = {
  bom: 'its first bytes say so',
  valid: 'all of its bytes fit',
  assumed: 'assumed, because it is no UTF-8: look at the umlauts below',
  given: 'as you say',
};

/** How the file was understood, and the say of the person who knows better. */
export function FileReading({ preview, form, change }: FileReadingProps) {
  const dialect = preview?.dialect;
  const isWorkbook = dialect?.format === 'xlsx';
  const sheets = dialect?.sheets ?? [];
  return (
    <Card title="How the file is read">
      <div className={styles.fields}>
        {isWorkbook ? null : (
          <>
            <Select
              label="Cells are separated by"
              value={chosen(delimiterChoices, form.delimiter)}
              choices={delimiterChoices}
              hint={found(dialect?.delimiter, nameOfDelimiter)}
              onChange={(delimiter) => change({ delimiter })}
            />
            <Select
              label="Characters"
              value={chosen(encodingChoices, form.encoding)}
              choices={encodingChoices}
              hint={found(dialect?.encoding, (name) => `${name}, ${certainties[dialect?.encoding_certainty ?? '']}`)}
              onChange={(encoding) => change({ encoding })}
            />
          </>
        )}
        {sheets.length > 1 ? (
          <Select
            label="Sheet"
            value={form.sheet ?? dialect?.sheet ?? ''}
            choices={sheets.map((name) => ({ value: name, label: name }))}
            onChange={(sheet) => change({ sheet })}
          />
        ) : null}
        <Select
          label="Order of day and month"
          value={chosen(dateOrderChoices, form.date_order)}
          choices={dateOrderChoices}
          hint={dateOrderHint(dialect?.date_order)}
          onChange={(date_order) => change({ date_order })}
        />
      </div>
      {preview?.warnings.map(({ code, message }) => (
        <Note key={`${code} ${message}`} tone="warn" title={message}>
          {code === 'MAPPING_INVALID' ? (
            <Button onPress={() => change({ mapping: '' })}>Match the columns anew</Button>
          ) : null}
        </Note>
      ))}
    </Card>
  );
}

const nameOfDelimiter = (delimiter: string): string =>
  delimiterChoices.find(({ value }) => value === delimiter)?.label.toLowerCase() ?? delimiter;

/** Dates such as 31.03.2024 and 2024-03-31 tell by themselves. */
const dateOrderHint = (order: 'DMY' | 'MDY' | null | undefined): string =>
  order
    ? found(order, () => (order === 'DMY' ? 'day first' : 'month first'))
    : 'Only dates such as 03/04/2024 need it; the rows seen have none, or do not tell.';

const found = <T,>(value: T | null | undefined, say: (value: T) => string): string =>
  value === null || value === undefined ? 'The rows seen do not tell.' : `Found: ${say(value)}`;
