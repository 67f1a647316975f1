import type { DocumentReading } from '@sluice/client';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../shell/Failure.tsx';
import { Waiting } from '../shell/Waiting.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Note } from '../ui/Note.tsx';
import { FirstRows } from './FirstRows.tsx';
import type { ChangeReading, ReadingForm } from './form.ts';
import styles from './Reading.module.css';
import { ReadingSettings, type ReadingSettingsProps } from './ReadingSettings.tsx';
import { readingSummary } from './summary.ts';
import { readingRemedies, WarningNotes } from './WarningNotes.tsx';

interface ReadingCardProps {
  readonly reading: UseQueryResult<DocumentReading>;
  readonly form: ReadingForm;
  readonly change: ChangeReading;
  /** Who decides what the start of the file does not show. */
  readonly undetected: ReadingSettingsProps['undetected'];
}

/** How the file is read: a sentence, and what the Reading step of an import shows if something is to be changed or checked. */
export function ReadingCard({ reading, form, change, undetected }: ReadingCardProps) {
  const { data, error, isPlaceholderData, refetch } = reading;
  const file = error ? undefined : data;
  const [opened, setOpened] = useState(Object.keys(form).length > 0);
  const needsCheck =
    error !== null || file?.refusal != null || file?.decisions.some(({ doubtful }) => doubtful) === true;
  const isOpen = opened || needsCheck;
  return (
    <>
      <Card
        title="How the file is read"
        actions={
          needsCheck ? undefined : (
            <Button onPress={() => setOpened(!opened)} aria-expanded={opened}>
              {opened ? 'Hide the settings' : 'Change how the file is read'}
            </Button>
          )
        }
      >
        {error ? <Failure error={error} reset={() => void refetch()} /> : null}
        {!data && !error ? <Waiting /> : null}
        {file?.refusal ? (
          <Note tone="bad" title={file.refusal.message}>
            Choose the header below.
          </Note>
        ) : null}
        {file ? <p>{readingSummary(file)}</p> : null}
        {isOpen && (file || error) ? (
          <div className={styles.settings} aria-busy={isPlaceholderData}>
            {file && file.first_rows.length > 0 ? <FirstRows file={file} form={form} change={change} /> : null}
            <ReadingSettings file={file} form={form} change={change} undetected={undetected} />
          </div>
        ) : null}
      </Card>
      <WarningNotes warnings={file?.warnings ?? []} remedies={readingRemedies} form={form} change={change} />
    </>
  );
}
