import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { wordsOf } from '../numbers.ts';
import { ColumnField } from './ColumnField.tsx';
import { type FieldProps, useError } from './context.ts';
import { DocumentField } from './DocumentField.tsx';
import { EntriesField } from './EntriesField.tsx';
import { GroupField } from './GroupField.tsx';
import { GroupsField } from './GroupsField.tsx';
import { labelOf } from './labels.ts';
import { boundOf, isAutoDetected, isColumn, isOfColumns, kindOf } from './schema.ts';
import { TextsField } from './TextsField.tsx';
import { WhereField } from './WhereField.tsx';

const valueLabels: Readonly<Record<string, string>> = {
  ',': 'Comma (,)',
  '.': 'Period (.)',
  iqr: 'IQR',
};
const UNSET = '';

/** The field of one parameter, chosen by its schema. */
export function ParameterField(props: FieldProps) {
  const { name, path, schema, onChange } = props;
  const error = useError(path);
  const value = props.value ?? schema.default;
  const label = props.label ?? labelOf(path, name);
  const common = { label, hint: schema.description, error };
  if (schema.format === 'uuid') return <DocumentField {...common} value={textOf(value)} onChange={onChange} />;
  if (isColumn(schema)) {
    return <ColumnField {...common} value={textOf(value)} onChange={(column) => onChange(column || undefined)} />;
  }
  switch (kindOf(schema)) {
    case 'switch':
      return <Checkbox {...common} isSelected={value === true} onChange={onChange} />;
    case 'choice':
      return <ChoiceField {...common} schema={schema} value={value} onChange={onChange} />;
    case 'number':
      return (
        <NumberField
          {...common}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
          min={schema.minimum}
          max={schema.maximum}
        />
      );
    case 'bound':
      return <TextField {...common} value={textOf(value)} onChange={(text) => onChange(boundOf(text))} />;
    case 'texts':
      return <TextsField {...common} value={value} onChange={onChange} ofColumns={isOfColumns(schema)} />;
    case 'where':
      return <WhereField {...props} value={value} />;
    case 'groups':
      return <GroupsField {...props} value={value} />;
    case 'group':
      return <GroupField {...props} value={value} />;
    case 'entries':
      return <EntriesField {...props} value={value} />;
    default:
      return <TextField {...common} value={textOf(value)} onChange={(text) => onChange(text || undefined)} />;
  }
}

const textOf = (value: unknown): string => (value === undefined || value === null ? UNSET : String(value));

interface ChoiceFieldProps extends Pick<FieldProps, 'schema' | 'value' | 'onChange'> {
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
}

/** A choice. Without a default in the schema it can be left unset. */
function ChoiceField({ schema, value, onChange, ...common }: ChoiceFieldProps) {
  const { default: given } = schema;
  const known = schema.enum ?? schema.examples ?? [];
  const own = textOf(value);
  const values = own === UNSET || known.includes(own) ? known : [...known, own];
  const unset = isAutoDetected(schema) ? 'Auto-detect' : 'Default';
  return (
    <Select
      {...common}
      value={textOf(value)}
      choices={[
        ...(given === undefined ? [{ value: UNSET, label: unset }] : []),
        ...values.map((one) => ({ value: one, label: valueLabels[one] ?? wordsOf(one) })),
      ]}
      onChange={(chosen) => onChange(chosen === UNSET ? undefined : chosen)}
    />
  );
}
