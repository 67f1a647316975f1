import { useState } from 'react';
import {
  Button as AriaButton,
  Select as AriaSelect,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
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

interface FieldProps {
  readonly label: string;
  /** One line of explanation below the field. */
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'search' | 'date' | 'url';
  readonly isRequired?: boolean;
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
}

export const TextField = ({ label, hint, error, placeholder, ...props }: TextFieldProps) => (
  <AriaTextField {...props} isInvalid={error !== undefined} className={styles.field ?? ''}>
    <Label>{label}</Label>
    <Input className={styles.input ?? ''} {...(placeholder ? { placeholder } : {})} />
    {hint ? <Text slot="description">{hint}</Text> : null}
    <FieldError>{error}</FieldError>
  </AriaTextField>
);

export interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly rows: number;
}

export const TextArea = ({ label, hint, error, rows, ...props }: TextAreaProps) => (
  <AriaTextField {...props} isInvalid={error !== undefined} className={styles.field ?? ''}>
    <Label>{label}</Label>
    <AriaTextArea className={styles.area ?? ''} rows={rows} />
    {hint ? <Text slot="description">{hint}</Text> : null}
    <FieldError>{error}</FieldError>
  </AriaTextField>
);

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** One line of explanation in the list of options. */
  readonly hint?: string;
}

export interface SelectProps<V extends string> extends FieldProps {
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
  readonly isDisabled?: boolean;
  /** For fields whose position explains them visually, such as below a column heading. */
  readonly isLabelHidden?: boolean;
}

export const Select = <V extends string>({
  label,
  hint,
  error,
  value,
  choices,
  onChange,
  isDisabled,
  isLabelHidden,
}: SelectProps<V>) => (
  <AriaSelect
    value={value}
    onChange={(key) => onChange(key as V)}
    isInvalid={error !== undefined}
    isDisabled={isDisabled ?? false}
    className={styles.field ?? ''}
  >
    <Label className={isLabelHidden ? 'visually-hidden' : ''}>{label}</Label>
    <AriaButton className={`${styles.input} ${styles.select}`}>
      <SelectValue>{choices.find((choice) => choice.value === value)?.label ?? value}</SelectValue>
      <span aria-hidden="true">▾</span>
    </AriaButton>
    {hint ? <Text slot="description">{hint}</Text> : null}
    <FieldError>{error}</FieldError>
    <ChoiceList choices={choices} />
  </AriaSelect>
);

/** A select with many choices, of which a page may have hundreds: its list is made when it is opened. Its label is hidden. */
export const LongSelect = <V extends string>({ label, value, choices, onChange }: SelectProps<V>) => {
  const [isOpen, setOpen] = useState(false);
  const chosen = choices.filter((choice) => choice.value === value);
  return (
    <AriaSelect
      value={value}
      onChange={(key) => onChange(key as V)}
      isOpen={isOpen}
      onOpenChange={setOpen}
      className={styles.field ?? ''}
    >
      <Label className="visually-hidden">{label}</Label>
      <AriaButton className={`${styles.input} ${styles.select}`}>
        <SelectValue>{chosen[0]?.label ?? value}</SelectValue>
        <span aria-hidden="true">▾</span>
      </AriaButton>
      <ChoiceList choices={isOpen ? choices : chosen} />
    </AriaSelect>
  );
};

const ChoiceList = <V extends string>({ choices }: { choices: readonly Choice<V>[] }) => (
  <Popover className={styles.popover ?? ''}>
    <ListBox className={styles.list ?? ''}>
      {choices.map((choice) => (
        <ListBoxItem key={choice.value} id={choice.value} textValue={choice.label} className={styles.item ?? ''}>
          <Text slot="label">{choice.label}</Text>
          {choice.hint ? (
            <Text slot="description" className={styles.itemHint ?? ''}>
              {choice.hint}
            </Text>
          ) : null}
        </ListBoxItem>
      ))}
    </ListBox>
  </Popover>
);
