import { Checkbox } from '../../ui/Checkbox.tsx';
import { Details } from '../../ui/Details.tsx';
import { Select } from '../../ui/Field.tsx';
import { Note } from '../../ui/Note.tsx';
import { objectOf } from '../definition/definition.ts';
import styles from './Editor.module.css';
import { chosenOptions, optionOf, shownOption, switchedOptions, writtenOptions } from './file-options.ts';
import { type FormProps, problemAt, problemsBelow } from './form-context.ts';
import { CommittedField } from './inputs.tsx';

/** How files are read, unless an import says otherwise. */
export function FileForm({ definition, edit, problems }: FormProps) {
  const file = objectOf(definition.file);
  const put = (member: string, value: unknown) => edit([{ path: ['file', member], value }]);
  const errorOf = (member: string) => problemAt(problems, ['file', member]);
  const count = problemsBelow(problems, ['file']).length;
  return (
    <>
      {count > 0 ? <Note tone="bad" title="The options for reading files have problems: see below." /> : null}
      <Details summary="How files are read">
        <div className={styles.controls}>
          {chosenOptions.map(({ member, label, choices }) => {
            const value = shownOption(file[member]);
            const isKnown = choices.some((choice) => choice.value === value);
            return (
              <Select
                key={member}
                label={label}
                value={value}
                choices={isKnown ? choices : [...choices, { value, label: value }]}
                error={errorOf(member)}
                onChange={(text) => put(member, optionOf(member, text))}
              />
            );
          })}
          {writtenOptions.map(({ member, label, hint }) => (
            <CommittedField
              key={member}
              label={label}
              hint={hint}
              value={shownOption(file[member])}
              error={errorOf(member)}
              onCommit={(text) => put(member, optionOf(member, text))}
            />
          ))}
          <div className={styles.checks}>
            {switchedOptions.map(({ member, label, hint }) => (
              <Checkbox
                key={member}
                label={label}
                hint={hint}
                isSelected={file[member] === true}
                onChange={(on) => put(member, on || undefined)}
              />
            ))}
          </div>
        </div>
      </Details>
    </>
  );
}
