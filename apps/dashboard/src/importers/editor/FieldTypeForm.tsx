import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Field.tsx';
import { listOf, textOf } from '../definition/definition.ts';
import type { FieldFormProps } from './FieldForm.tsx';
import { problemAt, textOrNone } from './form-context.ts';
import { CommittedField, LinesField } from './inputs.tsx';
import { goesWith, itemTypes, stringFormats } from './types.ts';

/** How values of the chosen type are written in files. */
export function FieldTypeForm({ view: { at, type, field }, edit, problems }: FieldFormProps) {
  const path = (member: string) => ['schema', 'fields', at, member];
  const put = (member: string, value: unknown) => edit([{ path: path(member), value }]);
  const text = (member: string, label: string, hint: string) => (
    <CommittedField
      label={label}
      hint={hint}
      value={textOf(field[member])}
      error={problemAt(problems, path(member))}
      onCommit={(value) => put(member, textOrNone(value))}
    />
  );
  const lines = (member: string, label: string, hint: string) => (
    <LinesField
      label={label}
      hint={hint}
      value={listOf(field[member]).map(textOf)}
      error={problemAt(problems, path(member))}
      onCommit={(value) => put(member, value.length > 0 ? value : undefined)}
    />
  );
  return (
    <>
      {type === 'string' ? (
        <Select
          label="Format"
          value={field.format === 'default' ? '' : textOf(field.format)}
          choices={stringFormats}
          error={problemAt(problems, path('format'))}
          onChange={(value) => put('format', value || undefined)}
        />
      ) : null}
      {goesWith.dateFormat(type)
        ? text(
            'format',
            'Format',
            'A pattern such as %d.%m.%Y, or any for whatever people write. Default: as in ISO 8601.',
          )
        : null}
      {type === 'number' ? text('decimalChar', 'Decimal mark', 'Default: a point.') : null}
      {goesWith.numberFormat(type) ? (
        <>
          {text('groupChar', 'Thousands separator', 'Default: none.')}
          <Checkbox
            label="Other text around the number"
            hint="Such as EUR or %; it is ignored."
            isSelected={field.bareNumber === false}
            onChange={(on) => put('bareNumber', on ? false : undefined)}
          />
        </>
      ) : null}
      {type === 'boolean' ? (
        <>
          {lines('trueValues', 'Texts that mean yes', 'One per line. Default: true, True, TRUE, 1.')}
          {lines('falseValues', 'Texts that mean no', 'One per line. Default: false, False, FALSE, 0.')}
        </>
      ) : null}
      {type === 'list' ? (
        <>
          {text('delimiter', 'Separator of items', 'Default: a comma.')}
          <Select
            label="Type of the items"
            value={textOf(field.itemType) || 'string'}
            choices={itemTypes}
            onChange={(value) => put('itemType', value)}
          />
        </>
      ) : null}
      {lines(
        'missingValues',
        'Texts that mean no value',
        'One per line, such as n/a. Default: those of the definition.',
      )}
    </>
  );
}
