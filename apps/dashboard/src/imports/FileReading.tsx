import type { ImportPreview } from '@sluice/client';
import { FileDecisions } from '../reading/FileDecisions.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Select } from '../ui/Field.tsx';
import { Note } from '../ui/Note.tsx';
import styles from './ImportSteps.module.css';
import { chosen, dateOrderChoices, delimiterChoices, encodingChoices, type ImportForm } from './options.ts';
import { ReadingDetails } from './ReadingDetails.tsx';

interface FileReadingProps {
  /** Undefined while the file cannot be read with the current settings. */
  readonly preview?: ImportPreview;
  readonly form: ImportForm;
  readonly change: (changes: ImportForm) => void;
}

const certainties: Readonly<Record<string, string>> = {
  bom: 'byte order mark',
  valid: 'all bytes are valid',
  assumed: 'assumed because the file is not valid UTF-8; check accented characters below',
};

/** The hint of a setting that is not auto-detected. */
const SET = 'Set by you.';

/** The detected file format, and the settings to override it. */
export function FileReading({ preview, form, change }: FileReadingProps) {
  const dialect = preview?.dialect;
  const isWorkbook = dialect?.format === 'xlsx';
  const sheets = dialect?.sheets ?? [];
  return (
    <Card title="File format">
      <div className={styles.fields}>
        {isWorkbook ? null : (
          <>
            <Select
              label="Delimiter"
              value={chosen(delimiterChoices, form.delimiter)}
              choices={delimiterChoices}
              hint={
                form.delimiter
                  ? SET
                  : detected(dialect?.delimiter, (value) => labelOf(delimiterChoices, value).toLowerCase())
              }
              onChange={(delimiter) => change({ delimiter })}
            />
            <Select
              label="Encoding"
              value={chosen(encodingChoices, form.encoding)}
              choices={encodingChoices}
              hint={
                form.encoding
                  ? SET
                  : detected(
                      dialect?.encoding,
                      (name) => `${labelOf(encodingChoices, name)} (${certainties[dialect?.encoding_certainty ?? '']})`,
                    )
              }
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
          label="Date format"
          value={chosen(dateOrderChoices, form.date_order)}
          choices={dateOrderChoices}
          hint={form.date_order ? SET : dateOrderHint(dialect?.date_order)}
          onChange={(date_order) => change({ date_order })}
        />
      </div>
      <ReadingDetails form={form} change={change} />
      <FileDecisions decisions={preview?.decisions ?? []} />
      {preview?.warnings.map(({ code, message }) => (
        <Note key={`${code} ${message}`} tone="warn" title={message}>
          {code === 'MAPPING_INVALID' ? (
            <Button onPress={() => change({ mapping: '' })}>Re-match columns</Button>
          ) : null}
        </Note>
      ))}
    </Card>
  );
}

const labelOf = (choices: readonly { value: string; label: string }[], value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;

/** Dates such as 31.03.2024 and 2024-03-31 are unambiguous. */
const dateOrderHint = (order: 'DMY' | 'MDY' | null | undefined): string =>
  order
    ? detected(order, () => (order === 'DMY' ? 'day first' : 'month first'))
    : 'Could not be detected from the sample. Only needed for dates such as 03/04/2024.';

const detected = <T,>(value: T | null | undefined, format: (value: T) => string): string =>
  value === null || value === undefined ? 'Could not be detected from the sample.' : `Detected: ${format(value)}`;
