import type { ImportPreview } from '@sluice/client';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { counted } from '../../ui/format.ts';
import { Note } from '../../ui/Note.tsx';
import type { ImportForm } from '../options.ts';
import type { ChangeForm } from './form-change.ts';

interface PreviewWarningsProps {
  readonly warnings: ImportPreview['warnings'];
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

/** What can be done about a warning with one click, by its code. */
const remedies: Readonly<Record<string, { readonly label: string; readonly changes: ImportForm }>> = {
  MAPPING_INVALID: { label: 'Re-match columns', changes: { mapping: '' } },
  TOTAL_ROW: { label: 'Skip totals', changes: { skip_totals: 'true' } },
  REPEATED_HEADER: { label: 'Skip repeated headers', changes: { skip_repeated_headers: 'true' } },
  KEYS_WOULD_BE_GENERATED: { label: 'Generate keys', changes: { generate_keys: 'true' } },
};

/** What the reader of the file assumed, skipped or could not decide. */
export function PreviewWarnings({ warnings, form, change }: PreviewWarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <Card title={counted(warnings.length, 'warning')}>
      {warnings.map(({ code, message }) => {
        const remedy = remedies[code];
        const isApplied =
          remedy && Object.entries(remedy.changes).some(([key, value]) => value && value === form[key as 'doc']);
        return (
          <Note key={`${code} ${message}`} tone="warn" title={message}>
            {remedy && !isApplied ? <Button onPress={() => change(remedy.changes)}>{remedy.label}</Button> : null}
          </Note>
        );
      })}
    </Card>
  );
}
