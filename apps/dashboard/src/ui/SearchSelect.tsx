import { useState } from 'react';
import {
  Button as AriaButton,
  SearchField as AriaSearchField,
  Select as AriaSelect,
  Autocomplete,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import styles from './Field.module.css';
import { matching } from './matching.ts';

interface SearchSelectProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Empty: nothing is chosen. */
  readonly value: string;
  /** There may be thousands: those that contain the searched text are listed. */
  readonly choices: readonly string[];
  readonly placeholder: string;
  readonly onChoose: (value: string) => void;
}

/** Chooses one of many texts from a list that can be searched. */
export function SearchSelect({ label, hint, error, value, choices, placeholder, onChoose }: SearchSelectProps) {
  const [text, setText] = useState('');
  const { shown, more } = matching(choices, text);
  return (
    <AriaSelect
      value={value === '' ? null : value}
      onChange={(key) => key !== null && onChoose(String(key))}
      onOpenChange={() => setText('')}
      isInvalid={error !== undefined}
      className={styles.field ?? ''}
    >
      <Label>{label}</Label>
      <AriaButton className={`${styles.input} ${styles.select}`}>
        <SelectValue>{value === '' ? <span className={styles.placeholder}>{placeholder}</span> : value}</SelectValue>
        <span aria-hidden="true">▾</span>
      </AriaButton>
      {hint ? <Text slot="description">{hint}</Text> : null}
      <FieldError>{error}</FieldError>
      <Popover className={styles.popover ?? ''}>
        <Autocomplete inputValue={text} onInputChange={setText}>
          <AriaSearchField aria-label="Search" autoFocus className={styles.search ?? ''}>
            <Input className={styles.input ?? ''} placeholder="Search" />
          </AriaSearchField>
          <ListBox
            className={styles.list ?? ''}
            items={shown.map((id) => ({ id }))}
            renderEmptyState={() => <p className={styles.none}>Nothing contains this text.</p>}
          >
            {({ id }) => (
              <ListBoxItem id={id} textValue={id} className={styles.item ?? ''}>
                {id}
              </ListBoxItem>
            )}
          </ListBox>
        </Autocomplete>
        {more > 0 ? <p className={styles.none}>{more} more. Search for a part of the name.</p> : null}
      </Popover>
    </AriaSelect>
  );
}
