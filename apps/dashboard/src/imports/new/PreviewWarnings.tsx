import type { ImportPreview } from '@sluice/client';
import { type Remedies, readingRemedies, WarningNotes } from '../../reading/WarningNotes.tsx';
import type { ImportForm } from '../options.ts';
import type { ChangeForm } from './form-change.ts';

interface PreviewWarningsProps {
  readonly warnings: ImportPreview['warnings'];
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

const remedies: Remedies<ImportForm> = {
  ...readingRemedies,
  MAPPING_INVALID: { label: 'Re-match columns', changes: { mapping: '' } },
  KEYS_WOULD_BE_GENERATED: { label: 'Generate keys', changes: { generate_keys: 'true' } },
};

/** What the reader of the file assumed, skipped or could not decide. */
export const PreviewWarnings = (props: PreviewWarningsProps) => <WarningNotes {...props} remedies={remedies} />;
