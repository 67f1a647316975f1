import type { DocumentReading, ReadingOptions } from '@sluice/client';
import type { ReactNode } from 'react';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Details } from '../ui/Details.tsx';
import { Select, TextField } from '../ui/Field.tsx';
import { chosen, escapeChoices } from './choices.ts';
import { type ChangeReading, isOn, type ReadingForm, type ReadingKey } from './form.ts';
import { readingLabels } from './labels.ts';
import styles from './Reading.module.css';
import { detectedHint } from './ReadingField.tsx';

interface ReadingDetailsProps {
  readonly file: Pick<DocumentReading, 'decisions'> | undefined;
  readonly form: ReadingForm;
  readonly change: ChangeReading;
  /** Further settings of the page. */
  readonly children?: ReactNode;
}

type Switch = { [K in ReadingKey]: NonNullable<ReadingOptions[K]> extends boolean ? K : never }[ReadingKey];
/** Those without a switch or choices of their own, here or in the card. */
type Text = Exclude<
  ReadingKey,
  Switch | 'delimiter' | 'encoding' | 'sheet' | 'date_order' | 'quote' | 'escape' | 'decimal_mark' | 'header_rows'
>;

const texts: Readonly<Record<Text, string>> = {
  header_row: 'A row number, or "none" if the first row is data.',
  skip_rows: 'Such as a title and notes.',
  skip_footer: 'Such as notes. Default: 0.',
  comment: 'Lines that start with it are skipped; "none" if there are no such lines.',
};
const switches: Readonly<Record<Switch, string>> = {
  allow_short_rows: 'A record with too few cells gets blanks instead of an error.',
  skip_repeated_headers: 'Leaves out records that repeat the header.',
  skip_totals: 'Leaves out records that look like totals.',
  strict: 'The file is refused if it can be read in more than one way.',
};
const entriesOf = <K extends string>(hints: Readonly<Record<K, string>>) => Object.entries(hints) as [K, string][];

/** The settings that most files do not need. */
export function ReadingDetails({ file, form, change, children }: ReadingDetailsProps) {
  const detected = (topic: ReadingKey): string => {
    const decision = form[topic] ? undefined : file?.decisions.find((one) => one.topic === topic);
    return decision ? ` ${detectedHint(decision)}` : '';
  };
  return (
    <Details summary="More settings">
      <div className={styles.fields}>
        {entriesOf(texts).map(([name, hint]) => (
          <TextField
            key={name}
            label={readingLabels[name]}
            hint={`${hint}${detected(name)}`}
            value={form[name] ?? ''}
            placeholder="Auto-detect"
            onChange={(text) => change({ [name]: text.trim() })}
          />
        ))}
        <Select
          label={readingLabels.escape}
          value={chosen(escapeChoices, form.escape)}
          choices={escapeChoices}
          hint={detected('escape').trim() || undefined}
          onChange={(chosenEscape) => change({ escape: chosenEscape })}
        />
        {entriesOf(switches).map(([name, hint]) => (
          <Checkbox
            key={name}
            label={readingLabels[name]}
            hint={hint}
            isSelected={isOn(form[name])}
            onChange={(isSelected) => change({ [name]: isSelected ? 'true' : '' })}
          />
        ))}
        {children}
      </div>
    </Details>
  );
}
