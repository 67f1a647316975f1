import { Link } from '@tanstack/react-router';
import tones from '../../ui/tones.module.css';
import type { ImportForm } from '../options.ts';
import styles from './StepList.module.css';
import { type StepId, type StepState, stepIds, stepLabels } from './steps.ts';

interface StepListProps {
  readonly form: ImportForm;
  readonly step: StepId;
  readonly states: Readonly<Record<StepId, StepState>>;
}

/** The steps of the import, each a link, with what is known about it. */
export const StepList = ({ form, step, states }: StepListProps) => (
  <nav aria-label="Steps of the import" className={styles.nav}>
    <ol className={styles.list}>
      {stepIds.map((id, at) => (
        <li key={id} className={styles.item}>
          <Link
            to="/imports/new"
            search={{ ...form, step: id }}
            replace
            resetScroll={false}
            className={styles.step}
            aria-current={id === step ? 'step' : undefined}
          >
            <span className={styles.label}>
              <span className={styles.number}>{at + 1}</span> {stepLabels[id]}
            </span>
            <span className={`${styles.note} ${states[id].tone === 'neutral' ? '' : tones[states[id].tone]}`}>
              {states[id].note}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  </nav>
);
