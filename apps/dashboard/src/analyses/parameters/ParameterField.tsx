import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { wordsOf } from '../numbers.ts';
import { type FieldProps, useError } from './context.ts';
import { DocumentField } from './DocumentField.tsx';
import { EntriesField } from './EntriesField.tsx';
import { GroupField } from './GroupField.tsx';
import { GroupsField } from './GroupsField.tsx';
import { boundOf, isOfColumns, kindOf, type Schema } from './schema.ts';
import { TextsField } from './TextsField.tsx';
import { WhereField } from './WhereField.tsx';

const words: Readonly<Record<string, string>> = {
  ',': 'Comma ,',
  ';': 'Semicolon ;',
  '\t': 'Tab',
  '|': 'Bar |',
  '.': 'Point .',
};
const UNSAID = '';

/** One parameter, asked for as its schema has it. */
export function ParameterField(props: FieldProps) {
  const { name, path, schema, onChange } = props;
  const error = useError(path);
  const value = props.value ?? schema.default;
  const common = { label: props.label ?? wordsOf(name), hint: schema.description, error };
  if (schema.format === 'uuid') return <DocumentField {...common} value={textOf(value)} onChange={onChange} />;
  switch (kindOf(schema)) {
    case 'switch':
      return <Checkbox {...common} isSelected={value === true} onChange={onChange} />;
    case 'choice':
      return (
        <Select
          {...common}
          value={textOf(value)}
          choices={choicesOf(schema)}
          onChange={(chosen) => onChange(chosen === UNSAID ? undefined : chosen)}
        />
      );
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

const textOf = (value: unknown): string => (value === undefined || value === null ? UNSAID : String(value));

/** What has no default can be left unsaid. */
const choicesOf = ({ enum: values = [], default: given }: Schema) => [
  ...(given === undefined ? [{ value: UNSAID, label: 'Not said' }] : []),
  ...values.map((value) => ({ value, label: words[value] ?? value })),
];
