import { useId } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Badge } from '../../ui/Badge.tsx';
import { counted } from '../../ui/format.ts';
import { rulesOf, textOf } from '../definition/definition.ts';
import styles from './Editor.module.css';
import { type ColumnEvidence, sureness } from './evidence.ts';
import { FieldForm, type FieldFormProps } from './FieldForm.tsx';
import { typeLabel } from './types.ts';

interface FieldRowProps extends FieldFormProps {
  readonly evidence: ColumnEvidence | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One field in a line: what it is, how sure that is, and whether something is wrong. Its form opens below. */
export function FieldRow({ evidence, isOpen, onToggle, ...form }: FieldRowProps) {
  const { view, problems } = form;
  const { name, type, field } = view;
  const id = useId();
  const format = textOf(field.format);
  return (
    <>
      <AriaButton className={styles.summary ?? ''} onPress={onToggle} aria-expanded={isOpen} aria-controls={id}>
        <span className={styles.mark} aria-hidden="true">
          ▸
        </span>
        <span className={styles.name}>{name || '(unnamed)'}</span>
        <span className={styles.wide}>
          {typeLabel(type)} {format && format !== 'default' ? <code>{format}</code> : null}
        </span>
        <span className={`${styles.wide} ${styles.soft}`}>{summaryOf(evidence, view)}</span>
        <span className={`${styles.badges} ${styles.wide}`}>
          {problems.length > 0 ? <Badge tone="bad">{counted(problems.length, 'problem')}</Badge> : null}
          {view.isKey ? <Badge tone="info">Key</Badge> : null}
          {view.isRequired ? <Badge>Required</Badge> : null}
          {view.isUnique ? <Badge>Unique</Badge> : null}
          {evidence ? (
            <Badge tone={sureness(evidence.confidence).tone}>{sureness(evidence.confidence).label}</Badge>
          ) : null}
        </span>
      </AriaButton>
      <div id={id} className={styles.open} hidden={!isOpen}>
        {isOpen ? (
          <>
            {evidence && evidence.evidence.length > 0 ? (
              <ul className={styles.evidence} aria-label={`What the file shows about ${name}`}>
                {evidence.evidence.map((text) => (
                  <li key={text}>{text}</li>
                ))}
                {evidence.examples.length > 0 ? <li>For example: {evidence.examples.join(' · ')}</li> : null}
              </ul>
            ) : null}
            {problems.length > 0 ? (
              <ul className={styles.errors}>
                {problems.map((problem) => (
                  <li key={`${problem.field} ${problem.message}`}>
                    <code>{problem.field}</code> {problem.message}
                  </li>
                ))}
              </ul>
            ) : null}
            <FieldForm {...form} />
          </>
        ) : null}
      </div>
    </>
  );
}

/** Values of the file, or what the definition says. */
const summaryOf = (evidence: ColumnEvidence | undefined, view: FieldFormProps['view']): string =>
  evidence && evidence.examples.length > 0 ? evidence.examples.slice(0, 4).join(' · ') : rulesOf(view).join(', ');
