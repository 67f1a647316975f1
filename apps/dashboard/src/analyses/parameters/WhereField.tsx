import { Select } from '../../ui/Field.tsx';
import { wordsOf } from '../numbers.ts';
import { type FieldProps, useError } from './context.ts';
import { labelOf } from './labels.ts';
import { isOfColumns } from './schema.ts';
import { TextsField } from './TextsField.tsx';

const NAMED = '\u0000named';

/** One of a few keywords, or a list of columns. */
export function WhereField({ name, path, label = labelOf(path, name), schema, value, onChange }: FieldProps) {
  const error = useError(path);
  const keywords = schema.anyOf?.flatMap(({ enum: values = [] }) => values) ?? [];
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
          ...keywords.map((keyword) => ({ value: keyword, label: wordsOf(keyword) })),
          { value: NAMED, label: 'Selected columns' },
        ]}
        onChange={(chosen) => onChange(chosen === NAMED ? [] : chosen)}
      />
      {isNamed && list ? (
        <TextsField label="Selected columns" value={value} onChange={onChange} ofColumns={isOfColumns(list)} />
      ) : null}
    </>
  );
}
