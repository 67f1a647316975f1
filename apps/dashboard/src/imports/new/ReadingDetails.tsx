import type { ImportOptions } from '@sluice/client';
import { readingLabels } from '../../reading/labels.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Details } from '../../ui/Details.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import { chosen, escapeChoices, type ImportForm, isOn, type ReadingKey } from '../options.ts';
import type { ChangeForm } from './form-change.ts';
import styles from './Guide.module.css';

interface ReadingDetailsProps {
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

type Switch = { [K in ReadingKey]: NonNullable<ImportOptions[K]> extends boolean ? K : never }[ReadingKey];
/** Those without a switch or choices of their own, here or in the step itself. */
type Text = Exclude<
  ReadingKey,
  Switch | 'delimiter' | 'encoding' | 'sheet' | 'date_order' | 'quote' | 'escape' | 'decimal_mark' | 'header_rows'
>;
type Explained = readonly [label: string, hint: string];

const texts: Readonly<Record<Text, Explained>> = {
  header_row: [readingLabels.header_row, 'A row number, or "none" if the first row is data.'],
  skip_rows: [readingLabels.skip_rows, 'Such as a title and notes.'],
  skip_footer: [readingLabels.skip_footer, 'Such as notes. Default: 0.'],
  comment: [readingLabels.comment, 'Lines that start with it are skipped; "none" if there are no such lines.'],
};
const switches: Readonly<Record<Switch, Explained>> = {
  allow_short_rows: [readingLabels.allow_short_rows, 'A record with too few cells gets blanks instead of an error.'],
  skip_repeated_headers: [readingLabels.skip_repeated_headers, 'Leaves out records that repeat the header.'],
  skip_totals: [readingLabels.skip_totals, 'Leaves out records that look like totals.'],
  strict: [readingLabels.strict, 'The import is refused if the file can be read in more than one way.'],
  generate_keys: ['Generate keys', 'Imports the file even if no record has a key; each row gets a generated one.'],
};
const entriesOf = <K extends string>(fields: Readonly<Record<K, Explained>>) =>
  Object.entries(fields) as [K, Explained][];

/** The settings that most files do not need. */
export function ReadingDetails({ form, change }: ReadingDetailsProps) {
  return (
    <Details summary="More settings">
      <div className={styles.fields}>
        {entriesOf(texts).map(([name, [label, hint]]) => (
          <TextField
            key={name}
            label={label}
            hint={hint}
            value={form[name] ?? ''}
            placeholder="Auto-detect"
            onChange={(text) => change({ [name]: text.trim() })}
          />
        ))}
        <Select
          label={readingLabels.escape}
          value={chosen(escapeChoices, form.escape)}
          choices={escapeChoices}
          onChange={(chosenEscape) => change({ escape: chosenEscape })}
        />
        {entriesOf(switches).map(([name, [label, hint]]) => (
          <Checkbox
            key={name}
            label={label}
            hint={hint}
            isSelected={isOn(form[name])}
            onChange={(isSelected) => change({ [name]: isSelected ? 'true' : '' })}
          />
        ))}
      </div>
    </Details>
  );
}
