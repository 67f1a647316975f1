import { Select } from '../../ui/Field.tsx';
import { wordsOf } from '../numbers.ts';
import { type FieldProps, useError } from './context.ts';
import { isOfColumns } from './schema.ts';
import { TextsField } from './TextsField.tsx';

const NAMED = '\u0000named';

/** One of a few words, or a list of columns instead. */
export function WhereField({ name, label = wordsOf(name), path, schema, value, onChange }: FieldProps) {
  const error = useError(path);
  const words = schema.anyOf?.flatMap(({ enum: values = [] }) => values) ?? [];
  const list = schema.anyOf?.find(({ type }) => type === 'array');
  const isNamed = Array.isArray(value);
  return (
    <>
      <Select
        label={label}
        hint={schema.description}
        error={error}
        value={isNamed ? NAMED : String(value ?? '')}
        choices={[
          ...words.map((word) => ({ value: word, label: wordsOf(word) })),
          { value: NAMED, label: 'These columns' },
        ]}
        onChange={(chosen) => onChange(chosen === NAMED ? [] : chosen)}
      />
      {isNamed && list ? (
        <TextsField label={`${label} by name`} value={value} onChange={onChange} ofColumns={isOfColumns(list)} />
      ) : null}
    </>
  );
}
