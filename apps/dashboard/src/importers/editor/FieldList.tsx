import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { counted } from '../../ui/format.ts';
import { fieldsOf } from '../definition/definition.ts';
import styles from './Editor.module.css';
import { type ColumnEvidence, evidenceOf } from './evidence.ts';
import { FieldRow } from './FieldRow.tsx';
import { type FormProps, problemsBelow } from './form-context.ts';

interface FieldListProps extends FormProps {
  /** What the columns of a file show, if the definition was inferred from one. */
  readonly evidence: readonly ColumnEvidence[];
}

/** All fields, each with a line, and the form of those that are open. */
export function FieldList({ evidence, ...form }: FieldListProps) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const fields = fieldsOf(form.definition);
  const toggle = (at: number) =>
    setOpen((before) => new Set(before.has(at) ? [...before].filter((one) => one !== at) : [...before, at]));
  const add = () => {
    form.edit([{ path: ['schema', 'fields', fields.length], value: { name: unused(fields), type: 'string' } }]);
    setOpen((before) => new Set([...before, fields.length]));
  };
  return (
    <Card title={counted(fields.length, 'field')} actions={<Button onPress={add}>Add field</Button>}>
      <ul className={styles.fields} aria-label="Fields">
        {fields.map((view) => (
          <li key={view.at} className={styles.row}>
            <FieldRow
              {...form}
              view={view}
              evidence={evidenceOf(evidence, view)}
              problems={problemsBelow(form.problems, ['schema', 'fields', view.at], ['columns', view.name])}
              isOpen={open.has(view.at)}
              onToggle={() => toggle(view.at)}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A name that no field has yet. */
function unused(fields: readonly { readonly name: string }[]): string {
  const names = new Set(fields.map(({ name }) => name));
  for (let number = fields.length + 1; ; number++) if (!names.has(`field_${number}`)) return `field_${number}`;
}
