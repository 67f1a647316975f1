import type { ImportPreview } from '@sluice/client';
import { FirstRows } from '../../reading/FirstRows.tsx';
import { isOn } from '../../reading/form.ts';
import { ReadingSettings } from '../../reading/ReadingSettings.tsx';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Note } from '../../ui/Note.tsx';
import type { ImportForm } from '../options.ts';
import type { ChangeForm } from './form-change.ts';
import { PreviewWarnings } from './PreviewWarnings.tsx';
import { isOfColumns } from './warning-places.ts';

interface ReadingStepProps {
  /** Undefined while the file cannot be read with the current settings. */
  readonly preview: ImportPreview | undefined;
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

const undetected = {
  decimal_mark: 'The importer defines how its numbers are written.',
  date_order: 'Could not be detected from the sample. Only needed for dates such as 03/04/2024.',
};

/** The file as it stands, where its header is, and the settings that it is read with, each with what was detected and why. */
export const ReadingStep = ({ preview, form, change }: ReadingStepProps) => (
  <>
    {preview && preview.header.length === 0 && preview.refusal ? (
      <Note tone="bad" title={preview.refusal.message}>
        Choose the header below.
      </Note>
    ) : null}
    {preview && preview.first_rows.length > 0 ? (
      <Card title="First rows of the file">
        <FirstRows file={preview} form={form} change={change} />
      </Card>
    ) : null}
    <Card title="How the file is read">
      <ReadingSettings file={preview} form={form} change={change} undetected={undetected}>
        <Checkbox
          label="Generate keys"
          hint="Imports the file even if no record has a key; each row gets a generated one."
          isSelected={isOn(form.generate_keys)}
          onChange={(isSelected) => change({ generate_keys: isSelected ? 'true' : '' })}
        />
      </ReadingSettings>
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
