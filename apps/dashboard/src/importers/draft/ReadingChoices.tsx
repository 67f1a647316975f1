import type { ImporterInference } from '@sluice/client';
import type { ImportForm } from '../../imports/options.ts';
import { valueLabel } from '../../reading/choices.ts';
import { FileDecisions } from '../../reading/FileDecisions.tsx';
import { readingLabels } from '../../reading/labels.ts';
import { Card } from '../../ui/Card.tsx';
import { Details } from '../../ui/Details.tsx';
import { Select } from '../../ui/Field.tsx';
import { Note } from '../../ui/Note.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import styles from './ReadingChoices.module.css';

type Decision = ImporterInference['decisions'][number];

interface ReadingChoicesProps {
  readonly form: ImportForm;
  readonly decisions: readonly Decision[];
  readonly onChange: (changes: ImportForm) => void;
}

/** How the file is read: each decision with its reasons, and the choices that a person may make instead. */
export function ReadingChoices({ form, decisions, onChange }: ReadingChoicesProps) {
  const doubtful = decisions.filter(({ doubtful: isDoubtful }) => isDoubtful);
  // What was set by hand can be set back, though the file is then not in doubt any more.
  const open = decisions.filter(
    ({ topic, alternatives }) => topic !== 'header_row' && (alternatives.length > 0 || form[topic]),
  );
  const headerRow = decisions.find(({ topic }) => topic === 'header_row')?.value;
  const isSet = decisions.some(({ given }) => given);
  const choices = (
    <div className={styles.fields}>
      <NumberField
        label={readingLabels.header_row}
        hint={form.header_row ? 'Set by you.' : 'The row with the names of the columns.'}
        min={1}
        value={Number(form.header_row ?? headerRow) || undefined}
        onChange={(row) => onChange({ header_row: row === undefined ? '' : String(row) })}
      />
      {open.map(({ topic, value, alternatives }) => (
        <Select
          key={topic}
          label={readingLabels[topic]}
          value={form[topic] ?? ''}
          choices={[
            { value: '', label: form[topic] ? 'Auto-detect' : `Auto-detect: ${valueLabel(topic, value)}` },
            ...[...new Set([...alternatives, ...(form[topic] ? [form[topic]] : [])])].flatMap((one) =>
              one === null ? [] : [{ value: String(one), label: valueLabel(topic, one) }],
            ),
          ]}
          onChange={(text) => onChange({ [topic]: text })}
        />
      ))}
    </div>
  );
  return (
    <Card>
      {doubtful.length > 0 ? (
        <Note tone="warn" title="Check how the file is read.">
          <ul className={styles.list}>
            {doubtful.map(({ topic, evidence }) => (
              <li key={topic}>
                {readingLabels[topic]}: {evidence}
              </li>
            ))}
          </ul>
        </Note>
      ) : null}
      {doubtful.length > 0 || isSet ? choices : <Details summary="Read the file differently">{choices}</Details>}
      <FileDecisions decisions={decisions} />
    </Card>
  );
}
