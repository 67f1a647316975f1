import type { ImportForm } from '../options.ts';

/** Changes the form in the address; an empty text is the default. */
export type ChangeForm = (changes: ImportForm) => void;
