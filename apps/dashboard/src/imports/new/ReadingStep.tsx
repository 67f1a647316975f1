import type { ImportPreview } from '@sluice/client';
import { FileDecisions } from '../../reading/FileDecisions.tsx';
import { Card } from '../../ui/Card.tsx';
import { Note } from '../../ui/Note.tsx';
import {
  dateOrderChoices,
  decimalChoices,
  delimiterChoices,
  encodingChoices,
  type ImportForm,
  quoteChoices,
} from '../options.ts';
import { FirstRows } from './FirstRows.tsx';
import type { ChangeForm } from './form-change.ts';
import guide from './Guide.module.css';
import { PreviewWarnings } from './PreviewWarnings.tsx';
import { ReadingDetails } from './ReadingDetails.tsx';
import { ReadingField } from './ReadingField.tsx';
import { isOfColumns } from './warning-places.ts';

interface ReadingStepProps {
  /** Undefined while the file cannot be read with the current settings. */
  readonly preview: ImportPreview | undefined;
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

/** The file as it stands, where its header is, and the settings that it is read with, each with what was detected and why. */
export function ReadingStep({ preview, form, change }: ReadingStepProps) {
  const sheets = preview?.dialect.sheets ?? [];
  const isWorkbook = preview?.dialect.format === 'xlsx';
  const props = { preview, form, change };
  return (
    <>
      {preview && preview.header.length === 0 && preview.refusal ? (
        <Note tone="bad" title={preview.refusal.message}>
          Choose the header below.
        </Note>
      ) : null}
      {preview && preview.first_rows.length > 0 ? <FirstRows preview={preview} form={form} change={change} /> : null}
      <Card title="How the file is read">
        <div className={guide.fields}>
          {isWorkbook ? null : (
            <>
              <ReadingField {...props} topic="delimiter" choices={delimiterChoices} />
              <ReadingField {...props} topic="encoding" choices={encodingChoices} />
              <ReadingField {...props} topic="quote" choices={quoteChoices} />
            </>
          )}
          {sheets.length > 1 ? (
            <ReadingField
              {...props}
              topic="sheet"
              choices={[{ value: '', label: 'Auto-detect' }, ...sheets.map((name) => ({ value: name, label: name }))]}
            />
          ) : null}
          <ReadingField {...props} topic="decimal_mark" choices={decimalChoices} />
          <ReadingField {...props} topic="date_order" choices={dateOrderChoices} />
        </div>
        <ReadingDetails form={form} change={change} />
        <FileDecisions decisions={preview?.decisions ?? []} />
      </Card>
      {preview ? (
        <PreviewWarnings
          warnings={preview.warnings.filter(({ code }) => !isOfColumns(code))}
          form={form}
          change={change}
        />
      ) : null}
    </>
  );
}
