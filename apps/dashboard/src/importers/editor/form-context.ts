import type { Members } from '../definition/definition.ts';
import type { Edit, Path } from './edit-text.ts';
import { isBelow, pathText } from './paths.ts';
import type { Problem } from './use-check.ts';

/** What every part of the form is given. */
export interface FormProps {
  readonly definition: Members;
  readonly edit: (edits: readonly Edit[]) => void;
  readonly problems: readonly Problem[];
  /** Whether the table is there already, so that a renamed field keeps its column. */
  readonly keepsColumns: boolean;
}

/** The first problem of exactly this part, for the control that shows it. */
export const problemAt = (problems: readonly Problem[], path: Path): string | undefined =>
  problems.find(({ field }) => field === pathText(path))?.message;

/** The problems of a part and of everything in it. */
export const problemsBelow = (problems: readonly Problem[], ...paths: readonly Path[]): Problem[] =>
  problems.filter(({ field }) => paths.some((path) => isBelow(field, pathText(path))));

/** A text as it stands in a definition: none if it is blank. */
export const textOrNone = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** A bound as it stands in a definition: a number where it is one that no digit of is lost. */
export function boundOf(text: string): string | number | undefined {
  const given = textOrNone(text);
  return given !== undefined && /^-?\d{1,15}(\.\d+)?$/.test(given) && String(Number(given)) === given
    ? Number(given)
    : given;
}
