import type { ReactNode } from 'react';
import { counted } from '../../ui/format.ts';
import { NextStepBar } from '../../ui/NextStepBar.tsx';
import { outcomeOf } from './outcome-of.ts';
import type { useCheck } from './use-check.ts';
import type { Sample } from './use-sample.ts';

interface SaveBarProps {
  readonly checked: ReturnType<typeof useCheck>;
  readonly isUnreadable: boolean;
  /** What a file shows that the definition is tried on. */
  readonly sample?: Sample;
  /** The buttons that store the definition. */
  readonly children: ReactNode;
}

/** The next step, and whether anything stands against it. */
export const SaveBar = ({ checked, isUnreadable, sample, children }: SaveBarProps) => (
  <NextStepBar note={stateOf(checked, isUnreadable, sample)}>{children}</NextStepBar>
);

function stateOf(
  { check, error, isCurrent }: ReturnType<typeof useCheck>,
  isUnreadable: boolean,
  sample?: Sample,
): string {
  if (isUnreadable) return 'The text cannot be read.';
  if (error) return 'The definition could not be checked.';
  if (!isCurrent || !check) return 'Checking…';
  if (check.problems.length > 0) return counted(check.problems.length, 'problem');
  const shown = sample?.data && !sample.isPlaceholderData ? outcomeOf(sample.data) : undefined;
  return ['No problems.', shown].filter((one) => one !== undefined).join(' ');
}
