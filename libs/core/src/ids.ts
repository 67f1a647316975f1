import { v5, v7, validate } from 'uuid';

/** Namespace of the deterministic IDs (UUIDv5, RFC 9562) that Sluice derives from an owner. */
const DERIVED_IDS = 'b1b58f4e-6c33-4f0e-9f0c-6d6f3a1c5a11';

/** A new time-ordered ID (UUIDv7, RFC 9562): index-friendly and safe to show. */
export const newId = (): string => v7();

/** The ID of the download of an import or analysis with this kind and format; every retry computes the same one. */
export const downloadId = (ownerId: string, kind: string, format: string): string =>
  v5(`${ownerId}/${kind}/${format}`, DERIVED_IDS);

export const isId = (text: string): boolean => validate(text);
