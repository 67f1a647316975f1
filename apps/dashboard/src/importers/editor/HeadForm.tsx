import { Card } from '../../ui/Card.tsx';
import { Select } from '../../ui/Field.tsx';
import { objectOf, textOf } from '../definition/definition.ts';
import { scopeLabels } from '../labels.ts';
import styles from './Editor.module.css';
import { type FormProps, problemAt, textOrNone } from './form-context.ts';
import { CommittedField } from './inputs.tsx';
import type { Scope } from './use-check.ts';

const manages = [
  { value: 'create', label: 'Sluice makes it', hint: 'And adds columns in later versions.' },
  { value: 'existing', label: 'It exists', hint: 'An operator has listed it in IMPORT_TARGETS.' },
];
const roles = [
  { value: 'member', label: 'Members' },
  { value: 'operator', label: 'Only operators' },
];

interface HeadFormProps extends FormProps {
  /** The name of an importer never changes once it is stored. */
  readonly isStored: boolean;
  /** Whom a new importer may be for, if the user has the choice. */
  readonly audience?: Audience | undefined;
}

export interface Audience {
  readonly scopes: readonly Scope[];
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

/** Name and title of an importer, and the table that it writes to. */
export function HeadForm({ definition, edit, problems, isStored, audience }: HeadFormProps) {
  const target = objectOf(definition.target);
  const manage = textOf(target.manage) || 'create';
  const put = (path: readonly string[], value: unknown) => edit([{ path, value }]);
  const text = (path: readonly string[], label: string, hint: string, value: unknown) => (
    <CommittedField
      label={label}
      hint={hint}
      value={textOf(value)}
      error={problemAt(problems, path)}
      onCommit={(given) => put(path, textOrNone(given))}
    />
  );
  return (
    <Card title="Importer and table">
      <div className={styles.controls}>
        {isStored
          ? null
          : text(['name'], 'Name', 'Lowercase letters, digits and hyphens: its path in the API.', definition.name)}
        {text(['title'], 'Title', 'What people see. Default: the name.', definition.title)}
        <Select
          label="Table"
          value={manage}
          choices={manages}
          error={problemAt(problems, ['target', 'manage'])}
          onChange={(value) => put(['target', 'manage'], value)}
        />
        {text(
          ['target', 'table'],
          'Name of the table',
          manage === 'create' ? 'Sluice puts data_ in front of it.' : 'With its database: shop.order_lines.',
          target.table,
        )}
        {manage === 'existing'
          ? text(['target', 'account'], 'Column of the account', 'As IMPORT_TARGETS names it.', target.account)
          : null}
        {audience && audience.scopes.length > 1 ? (
          <Select
            label="For"
            value={audience.scope}
            choices={audience.scopes.map((value) => ({ value, label: scopeLabels[value] }))}
            onChange={audience.onScope}
          />
        ) : null}
        <Select
          label="Who may import"
          value={textOf(objectOf(definition.access).import) || 'member'}
          choices={roles}
          onChange={(value) => put(['access', 'import'], value === 'member' ? undefined : value)}
        />
      </div>
    </Card>
  );
}
