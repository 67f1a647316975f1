import { v5, v7, validate } from 'uuid';

/** Namespace of the deterministic ids (UUIDv5, RFC 9562) that Sluice derives from an owner. */
const DERIVED_IDS = 'b1b58f4e-6c33-4f0e-9f0c-6d6f3a1c5a11';

/** A new time-ordered id (UUIDv7, RFC 9562): fit for an index, safe to show. */
export const newId = (): string => v7();

/** The id of the one download of `kind` and `format` that `ownerId` can have: the same at every retry. */
export const downloadId = (ownerId: string, kind: string, format: string): string =>
  v5(`${ownerId}/${kind}/${format}`, DERIVED_IDS);

export const isId = (text: string): boolean => validate(text);
