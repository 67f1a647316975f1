import type { ImportForm } from '../options.ts';

/** Changes the form in the address; an empty text is the default. */
export type ChangeForm = (changes: ImportForm) => void;

/** The form with the changes, without what is empty. */
export const changed = (form: ImportForm, changes: ImportForm): ImportForm =>
  Object.fromEntries(
    Object.entries({ ...form, ...changes }).filter(([, value]) => value !== '' && value !== undefined),
  );
