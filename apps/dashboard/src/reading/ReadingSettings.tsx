import type { DocumentReading } from '@sluice/client';
import type { ReactNode } from 'react';
import { dateOrderChoices, decimalChoices, delimiterChoices, encodingChoices, quoteChoices } from './choices.ts';
import type { ChangeReading, ReadingForm } from './form.ts';
import styles from './Reading.module.css';
import { ReadingDetails } from './ReadingDetails.tsx';
import { ReadingField } from './ReadingField.tsx';

/** What these fields need to know of a file. */
export type ReadFile = Pick<DocumentReading, 'dialect' | 'decisions'>;

export interface ReadingSettingsProps {
  /** Undefined while the file cannot be read with the current settings. */
  readonly file: ReadFile | undefined;
  readonly form: ReadingForm;
  readonly change: ChangeReading;
  /** Who decides what the start of the file does not show. */
  readonly undetected: { readonly decimal_mark: string; readonly date_order: string };
  /** Further settings of the page. */
  readonly children?: ReactNode;
}

/** The settings that a file is read with, each with what was detected and why. */
export function ReadingSettings({ file, form, change, undetected, children }: ReadingSettingsProps) {
  const sheets = file?.dialect.sheets ?? [];
  const isWorkbook = file?.dialect.format === 'xlsx';
  const props = { file, form, change };
  return (
    <>
      <div className={styles.fields}>
        {isWorkbook ? null : (
          <>
            <ReadingField {...props} topic="delimiter" choices={delimiterChoices} />
            <ReadingField {...props} topic="encoding" choices={encodingChoices} />
            <ReadingField {...props} topic="quote" choices={quoteChoices} />
          </>
        )}
        {sheets.length > 1 || form.sheet ? (
          <ReadingField
            {...props}
            topic="sheet"
            choices={[{ value: '', label: 'Auto-detect' }, ...sheets.map((name) => ({ value: name, label: name }))]}
          />
        ) : null}
        <ReadingField {...props} topic="decimal_mark" choices={decimalChoices} undetected={undetected.decimal_mark} />
        <ReadingField {...props} topic="date_order" choices={dateOrderChoices} undetected={undetected.date_order} />
      </div>
      <ReadingDetails {...props}>{children}</ReadingDetails>
    </>
  );
}
