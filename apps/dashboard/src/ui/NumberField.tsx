import { NumberField as AriaNumberField, FieldError, Input, Label, Text } from 'react-aria-components';
import styles from './Field.module.css';

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: number | undefined;
  /** Called with undefined when the field is cleared. */
  readonly onChange: (value: number | undefined) => void;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** A number field. Values outside `min` and `max` are clamped on blur. */
export const NumberField = ({ label, hint, error, value, onChange, min, max }: NumberFieldProps) => (
  <AriaNumberField
    value={value ?? Number.NaN}
    onChange={(number) => onChange(Number.isNaN(number) ? undefined : number)}
    {...(min === undefined ? {} : { minValue: min })}
    {...(max === undefined ? {} : { maxValue: max })}
    isInvalid={error !== undefined}
    formatOptions={{ maximumFractionDigits: 10, useGrouping: false }}
    className={styles.field ?? ''}
  >
    <Label>{label}</Label>
    <Input className={styles.input ?? ''} />
    {hint ? <Text slot="description">{hint}</Text> : null}
    <FieldError>{error}</FieldError>
  </AriaNumberField>
);
