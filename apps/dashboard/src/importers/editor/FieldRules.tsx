import { NumberField } from '../../ui/NumberField.tsx';
import { listOf, textOf } from '../definition/definition.ts';
import type { FieldFormProps } from './FieldForm.tsx';
import { boundOf, problemAt, textOrNone } from './form-context.ts';
import { CommittedField, LinesField } from './inputs.tsx';
import { goesWith } from './types.ts';

/** What the values of a field must fulfill. */
export function FieldRules({ view: { at, type, constraints }, edit, problems }: FieldFormProps) {
  const path = (member: string) => ['schema', 'fields', at, 'constraints', member];
  const put = (member: string, value: unknown) => edit([{ path: path(member), value }]);
  const length = (member: string, label: string) => (
    <NumberField
      label={label}
      min={0}
      value={typeof constraints[member] === 'number' ? constraints[member] : undefined}
      error={problemAt(problems, path(member))}
      onChange={(value) => put(member, value)}
    />
  );
  const bound = (member: string, label: string) => (
    <CommittedField
      label={label}
      value={textOf(constraints[member])}
      error={problemAt(problems, path(member))}
      onCommit={(text) => put(member, boundOf(text))}
    />
  );
  return (
    <>
      {goesWith.length(type) ? (
        <>
          {length('minLength', 'Shortest')}
          {length('maxLength', 'Longest')}
        </>
      ) : null}
      {goesWith.bounds(type) ? (
        <>
          {bound('minimum', 'Least value')}
          {bound('maximum', 'Greatest value')}
        </>
      ) : null}
      {goesWith.pattern(type) ? (
        <CommittedField
          label="Pattern"
          hint="A regular expression that the whole text matches."
          value={textOf(constraints.pattern)}
          error={problemAt(problems, path('pattern'))}
          onCommit={(text) => put('pattern', textOrNone(text))}
        />
      ) : null}
      {goesWith.allowed(type) ? (
        <LinesField
          label="Allowed values"
          hint="One per line. Default: all."
          value={listOf(constraints.enum).map(textOf)}
          error={problemAt(problems, path('enum'))}
          onCommit={(lines) => put('enum', lines.length > 0 ? lines.map(boundFor(type)) : undefined)}
        />
      ) : null}
    </>
  );
}

/** Numbers stand in the definition as numbers, texts as texts. */
const boundFor = (type: string) => (line: string) =>
  type === 'integer' || type === 'number' || type === 'year' ? boundOf(line) : line.trim();
