import type { ImportOptions } from '@sluice/client';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Details } from '../ui/Details.tsx';
import { Select, TextField } from '../ui/Field.tsx';
import styles from './ImportSteps.module.css';
import {
  chosen,
  decimalChoices,
  escapeChoices,
  type ImportForm,
  isOn,
  quoteChoices,
  type ReadingKey,
} from './options.ts';

interface ReadingDetailsProps {
  readonly form: ImportForm;
  readonly change: (changes: ImportForm) => void;
}

type Switch = { [K in ReadingKey]: NonNullable<ImportOptions[K]> extends boolean ? K : never }[ReadingKey];
/** Those without a switch or choices of their own, here or in `FileReading`. */
type Text = Exclude<
  ReadingKey,
  Switch | 'delimiter' | 'encoding' | 'sheet' | 'date_order' | 'quote' | 'escape' | 'decimal_mark'
>;
type Explained = readonly [label: string, hint: string];

const texts: Readonly<Record<Text, Explained>> = {
  header_row: ['Header row', 'A row number, or "none" if the first row is data.'],
  header_rows: ['Rows in the header', 'Several rows are joined into one header. Default: 1.'],
  skip_rows: ['Rows to skip at the start', 'Such as a title and notes.'],
  skip_footer: ['Rows to skip at the end', 'Such as notes. Default: 0.'],
  comment: ['Comment character', 'Lines that start with it are skipped; "none" if there are no such lines.'],
};
const switches: Readonly<Record<Switch, Explained>> = {
  allow_short_rows: ['Fill missing cells', 'A record with too few cells gets blanks instead of an error.'],
  skip_repeated_headers: ['Skip repeated headers', 'Leaves out records that repeat the header.'],
  skip_totals: ['Skip totals', 'Leaves out records that look like totals.'],
  strict: ['Refuse doubtful settings', 'The import is refused if the file can be read in several ways.'],
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
          label="Quote character"
          value={chosen(quoteChoices, form.quote)}
          choices={quoteChoices}
          onChange={(quote) => change({ quote })}
        />
        <Select
          label="Quotes within cells"
          value={chosen(escapeChoices, form.escape)}
          choices={escapeChoices}
          onChange={(chosenEscape) => change({ escape: chosenEscape })}
        />
        <Select
          label="Decimal mark"
          value={chosen(decimalChoices, form.decimal_mark)}
          choices={decimalChoices}
          onChange={(decimal_mark) => change({ decimal_mark })}
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
