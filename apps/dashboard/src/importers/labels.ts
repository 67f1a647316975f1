import type { ImporterSummary } from '@sluice/client';

export const originLabels: Readonly<Record<ImporterSummary['origin'], string>> = {
  shipped: 'Shipped with Sluice',
  folder: 'Installed from a folder',
  api: 'Defined here',
};

export const scopeLabels: Readonly<Record<ImporterSummary['scope'], string>> = {
  all: 'All accounts',
  account: 'This account',
};

/** Whether the importer can be changed here by a user who may define importers of these scopes. */
export const mayChange = (
  { origin, scope }: Pick<ImporterSummary, 'origin' | 'scope'>,
  mayDefine: readonly ImporterSummary['scope'][],
): boolean => origin === 'api' && mayDefine.includes(scope);

/** Whether it can be archived and restored; a folder decides about its own. */
export const mayArchive = (
  { origin, scope }: Pick<ImporterSummary, 'origin' | 'scope'>,
  mayDefine: readonly ImporterSummary['scope'][],
): boolean => origin !== 'folder' && mayDefine.includes(scope);
