import type { DocumentReading } from '@sluice/client';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { type Choice, Select } from '../ui/Field.tsx';
import { valueLabel } from './choices.ts';
import type { ChangeReading, ReadingForm } from './form.ts';
import { readingLabels } from './labels.ts';
import styles from './ReadingField.module.css';

type Topic = 'delimiter' | 'encoding' | 'quote' | 'sheet' | 'decimal_mark' | 'date_order';
type Decision = DocumentReading['decisions'][number];

interface ReadingFieldProps {
  readonly topic: Topic;
  /** The first one is to detect it. */
  readonly choices: readonly Choice<string>[];
  readonly file: Pick<DocumentReading, 'decisions'> | undefined;
  readonly form: ReadingForm;
  readonly change: ChangeReading;
  /** The hint where nothing was detected. */
  readonly undetected?: string | undefined;
}

/** A setting of the reader: what was detected, how certain that is, why, and what else is possible. */
export function ReadingField({ topic, choices, file, form, change, undetected }: ReadingFieldProps) {
  const decision = file?.decisions.find((one) => one.topic === topic);
  const own = form[topic] ?? '';
  const isKnown = choices.some(({ value }) => value === own);
  const isDoubtful = !own && decision?.doubtful === true;
  return (
    <div className={styles.field}>
      <Select
        label={readingLabels[topic]}
        value={own}
        choices={isKnown ? choices : [...choices, { value: own, label: own }]}
        hint={own ? 'Set by you.' : file && detectedHint(decision, undetected)}
        onChange={(value) => change({ [topic]: value })}
      />
      {isDoubtful ? (
        <p className={styles.doubt}>
          <Badge tone="warn">Doubtful</Badge>
          {[decision.value, ...decision.alternatives].map((value) => (
            <Button key={String(value)} kind="quiet" onPress={() => change({ [topic]: String(value ?? 'none') })}>
              {`Set to ${valueLabel(topic, value)}`}
            </Button>
          ))}
        </p>
      ) : null}
    </div>
  );
}

/** What was detected, how certain it is, and why. */
export function detectedHint(
  decision: Decision | undefined,
  undetected = 'Could not be detected from the sample.',
): string {
  if (!decision) return undetected;
  const sure = `${Math.floor(decision.confidence * 100)}% sure`;
  return `Detected: ${valueLabel(decision.topic, decision.value)}, ${sure}. ${decision.evidence}`;
}
