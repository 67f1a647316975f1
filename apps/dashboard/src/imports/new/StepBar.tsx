import type { ImportPreview } from '@sluice/client';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { NextStepBar } from '../../ui/NextStepBar.tsx';
import type { ImportForm } from '../options.ts';
import { StartButtons } from './StartButtons.tsx';
import { after, before, type StepId, type StepState, stepLabels } from './steps.ts';

interface StepBarProps {
  readonly form: ImportForm;
  readonly step: StepId;
  readonly state: StepState;
  readonly docId: string;
  /** Undefined while the file is read with the settings of the form. */
  readonly preview: ImportPreview | undefined;
  /** The file could not be read with these settings. */
  readonly isUnread: boolean;
}

/** The way on, always in sight. */
export function StepBar({ form, step, state, docId, preview, isUnread }: StepBarProps) {
  const [back, next] = [before(step), after(step)];
  return (
    <NextStepBar
      note={
        preview || step === 'file'
          ? noteOf(step, state, preview)
          : isUnread
            ? 'The file could not be read.'
            : 'Reading the file…'
      }
    >
      {back ? (
        <LinkButton to="/imports/new" search={{ ...form, step: back }} resetScroll={false}>
          Back
        </LinkButton>
      ) : null}
      {next ? (
        <LinkButton to="/imports/new" search={{ ...form, step: next }} kind="primary" resetScroll={false}>
          {`Next: ${stepLabels[next]}`}
        </LinkButton>
      ) : (
        <StartButtons form={form} docId={docId} preview={preview} />
      )}
    </NextStepBar>
  );
}

function noteOf(step: StepId, state: StepState, preview: ImportPreview | undefined): string {
  if (!preview) return '';
  if (step !== 'start') return `${state.note}.`;
  const { missing_columns: missing, refusal } = preview;
  if (missing.length > 0) return `Map a column to ${missing.join(', ')} first.`;
  if (refusal) return 'This import would be refused. See the reason above.';
  return 'A dry run checks and counts every record without writing any rows.';
}
