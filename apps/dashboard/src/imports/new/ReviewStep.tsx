import type { ImportPreview } from '@sluice/client';
import { useState } from 'react';
import { isOn } from '../../reading/form.ts';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { counted } from '../../ui/format.ts';
import { Note } from '../../ui/Note.tsx';
import { Meanings } from '../meanings/Meanings.tsx';
import type { ImportForm } from '../options.ts';
import { CheckedSummary } from './CheckedSummary.tsx';
import { faultyFirst } from './cell-view.ts';
import type { ChangeForm } from './form-change.ts';
import { RecordDetails } from './RecordDetails.tsx';
import { RecordGrid } from './RecordGrid.tsx';

interface ReviewStepProps {
  readonly preview: ImportPreview;
  /** The preview is of earlier settings: the check with those of the form is on its way. */
  readonly isChecking: boolean;
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

/** The records as they stand in the file and as they would be stored, with what is wrong with them. */
export function ReviewStep({ preview, isChecking, form, change }: ReviewStepProps) {
  const { mapping, rows, failed_rows: failedRows, checked } = preview;
  const [selected, setSelected] = useState<number>();
  if (!checked) {
    return (
      <Note tone="warn" title="The records are not checked yet.">
        Choose the header in the Reading step first.
      </Note>
    );
  }
  const onlyProblems = isOn(form.problems);
  const columns = mapping.map((match, at) => ({ ...match, at }));
  const shown = onlyProblems ? failedRows : rows;
  const record = shown.find(({ row }) => row === selected);
  const records = onlyProblems ? 'with errors' : 'of the file';
  const isPart = shown.length < (onlyProblems ? checked.failed_records : checked.records) || !checked.is_whole;
  return (
    <>
      <CheckedSummary preview={preview} isChecking={isChecking} />
      <Meanings {...{ preview, form, change }} />
      <Card title="Records">
        <Checkbox
          label="Only records with errors"
          hint="Shows the columns with errors first."
          isSelected={onlyProblems}
          onChange={(isSelected) => change({ problems: isSelected ? 'true' : '' })}
        />
        {shown.length === 0 ? (
          <EmptyState
            title={onlyProblems ? 'No errors in the checked records.' : 'The file has a header but no records.'}
          />
        ) : (
          <>
            <p>Select a row number to see the whole record below the table.</p>
            <RecordGrid
              // Another list begins at its start.
              key={records}
              caption={`First records ${records}`}
              rows={shown}
              columns={onlyProblems ? faultyFirst(columns, failedRows) : columns}
              selected={record?.row}
              onSelect={setSelected}
            />
            {isPart ? (
              <p>{`The first ${counted(shown.length, 'record')} ${records} ${shown.length === 1 ? 'is' : 'are'} shown.`}</p>
            ) : null}
          </>
        )}
        {record ? <RecordDetails row={record} columns={columns} /> : null}
      </Card>
    </>
  );
}
