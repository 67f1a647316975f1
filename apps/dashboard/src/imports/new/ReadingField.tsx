import type { ImportPreview } from '@sluice/client';
import { readingLabels } from '../../reading/labels.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { type Choice, Select } from '../../ui/Field.tsx';
import { chosen, type ImportForm } from '../options.ts';
import type { ChangeForm } from './form-change.ts';
import styles from './ReadingStep.module.css';

type Topic = 'delimiter' | 'encoding' | 'quote' | 'sheet' | 'decimal_mark' | 'date_order';
type Decision = ImportPreview['decisions'][number];

interface ReadingFieldProps {
  readonly topic: Topic;
  /** The first one is to detect it. */
  readonly choices: readonly Choice<string>[];
  readonly preview: ImportPreview | undefined;
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

/** A setting of the reader: what was detected, how certain that is, why, and what else is possible. */
export function ReadingField({ topic, choices, preview, form, change }: ReadingFieldProps) {
  const decision = preview?.decisions.find((one) => one.topic === topic);
  const labelOf = (value: Decision['value']): string =>
    choices.find((choice) => choice.value === (value ?? 'none'))?.label ?? String(value ?? 'none');
  const isDoubtful = !form[topic] && decision?.doubtful === true;
  return (
    <div className={styles.field}>
      <Select
        label={readingLabels[topic]}
        value={chosen(choices, form[topic])}
        choices={choices}
        hint={form[topic] ? 'Set by you.' : hintOf(topic, decision, labelOf)}
        onChange={(value) => change({ [topic]: value })}
      />
      {isDoubtful ? (
        <p className={styles.doubt}>
          <Badge tone="warn">Doubtful</Badge>
          {[decision.value, ...decision.alternatives].map((value) => (
            <Button key={String(value)} kind="quiet" onPress={() => change({ [topic]: String(value ?? 'none') })}>
              {`Set to ${labelOf(value)}`}
            </Button>
          ))}
        </p>
      ) : null}
    </div>
  );
}

function hintOf(topic: Topic, decision: Decision | undefined, labelOf: (value: Decision['value']) => string): string {
  if (decision) {
    const sure = `${Math.floor(decision.confidence * 100)}% sure`;
    return `Detected: ${labelOf(decision.value)}, ${sure}. ${decision.evidence}`;
  }
  if (topic === 'date_order') return 'Could not be detected from the sample. Only needed for dates such as 03/04/2024.';
  if (topic === 'decimal_mark') return 'The importer defines how its numbers are written.';
  return 'Could not be detected from the sample.';
}
