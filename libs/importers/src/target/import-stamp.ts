import { IMPORT_COLUMN } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import { sameName } from './findings.ts';
import { fieldColumns } from './written-columns.ts';

/**
 * The definition with a column for the import in the table that Sluice makes, so that the rows of an import can be found, unless
 * it names one or writes something else to a column of that name. Versions that were stored without one stay without: their
 * tables may not have it.
 */
export function withImportStamp(definition: Definition): Definition {
  const { target } = definition;
  const { stamps = {} } = target;
  if (target.manage !== 'create' || stamps.import !== undefined) return definition;
  const written = [...fieldColumns(definition).map(({ column }) => column), ...Object.values(stamps)];
  if (written.some((name) => name !== undefined && sameName(name, IMPORT_COLUMN))) return definition;
  return { ...definition, target: { ...target, stamps: { ...stamps, import: IMPORT_COLUMN } } };
}
