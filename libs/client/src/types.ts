import type { components } from './schema.ts';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type ImportJob = Schemas['Import'];
export type ImportSummary = Schemas['ImportSummary'];
export type ImportProgress = Schemas['ImportProgress'];
export type ImportAccepted = Schemas['ImportAccepted'];
export type ImportPreview = Schemas['ImportPreview'];
export type ImportRowError = Schemas['ImportRowError'];
export type ImportOptions = Omit<Schemas['ImportByDocument'], 'doc_id'>;
export type Analysis = Schemas['Analysis'];
export type AnalysisSummary = Schemas['AnalysisSummary'];
export type AnalysisProgress = Schemas['AnalysisProgress'];
export type AnalysisResult = Schemas['AnalysisResult'];
export type AnalysisAccepted = Schemas['AnalysisAccepted'];
export type Download = Schemas['Download'];
export type OwnedDownload = Schemas['OwnedDownload'];
export type ReprocessRun = Schemas['ReprocessRun'];
export type StoredDocument = Schemas['Document'];
export type StorageServer = Schemas['StorageServer'];
export type NewStorageServer = Schemas['NewStorageServer'];
export type Tool = Schemas['Tool'];
export type Row = Schemas['Row'];

/** Work that has an end. */
export const finalStatuses = ['completed', 'failed', 'cancelled'] as const;
export const isFinalStatus = (status: string): boolean => (finalStatuses as readonly string[]).includes(status);
