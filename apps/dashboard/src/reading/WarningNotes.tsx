import type { DocumentReading } from '@sluice/client';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { counted } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import type { ReadingForm } from './form.ts';

/** What can be done about warnings with one click, by their codes. */
export type Remedies<F> = Readonly<Record<string, { readonly label: string; readonly changes: F }>>;

export const readingRemedies: Remedies<ReadingForm> = {
  TOTAL_ROW: { label: 'Skip totals', changes: { skip_totals: 'true' } },
  REPEATED_HEADER: { label: 'Skip repeated headers', changes: { skip_repeated_headers: 'true' } },
};

interface WarningNotesProps<F> {
  readonly warnings: DocumentReading['warnings'];
  readonly remedies: Remedies<F>;
  readonly form: F;
  readonly change: (changes: F) => void;
}

/** What the reader of the file assumed, skipped or could not decide. */
export function WarningNotes<F extends object>({ warnings, remedies, form, change }: WarningNotesProps<F>) {
  if (warnings.length === 0) return null;
  return (
    <Card title={counted(warnings.length, 'warning')}>
      {warnings.map(({ code, message }) => {
        const remedy = remedies[code];
        const isApplied =
          remedy && Object.entries(remedy.changes).some(([key, value]) => value && value === form[key as keyof F]);
        return (
          <Note key={`${code} ${message}`} tone="warn" title={message}>
            {remedy && !isApplied ? <Button onPress={() => change(remedy.changes)}>{remedy.label}</Button> : null}
          </Note>
        );
      })}
    </Card>
  );
}
