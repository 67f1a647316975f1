import type { components } from '@sluice/client';
import type { Choice } from '../ui/Field.tsx';
import { oneOf } from './search.ts';

export type AuditEvent = components['schemas']['AuditEvent'];
type Action = AuditEvent['action'];

/** What was done, in the past tense. */
export const actionLabels: Readonly<Record<Action, string>> = {
  'session.create': 'Signed in',
  'session.delete': 'Signed out',
  'document.announce': 'Announced an upload',
  'document.verify': 'Completed an upload',
  'document.create': 'Stored a document',
  'document.delete': 'Deleted a document',
  'importer.save': 'Saved a version of an importer',
  'importer.archive': 'Archived an importer',
  'importer.restore': 'Restored an importer',
  'mapping.save': 'Kept a mapping of columns',
  'mapping.delete': 'Deleted a mapping of columns',
  'import.create': 'Started an import',
  'import.cancel': 'Cancelled an import',
  'import.retry': 'Retried an import',
  'import.delete': 'Deleted the record of an import',
  'export.retry': 'Retried an export',
  'analysis.create': 'Started an analysis',
  'analysis.cancel': 'Cancelled an analysis',
  'analysis.retry': 'Retried an analysis',
  'analysis.delete': 'Deleted an analysis',
  'download.reprocess': 'Re-processed a delivery',
  'reprocess_run.create': 'Started a re-processing run',
  'reprocess_run.cancel': 'Cancelled a re-processing run',
  'reprocess_run.retry': 'Retried a re-processing run',
  'storage_server.add': 'Added a storage server',
  'storage_server.activate': 'Activated a storage server',
  'storage_server.deactivate': 'Deactivated a storage server',
  'storage_server.drain': 'Started draining a storage server',
  'storage_server.remove': 'Removed a storage server',
  'retention_hold.confirm': 'Confirmed a sweep on hold',
  'import.read': 'Read an import',
  'import.list': 'Listed imports',
  'analysis.read': 'Read an analysis',
  'analysis.list': 'Listed analyses',
  'download.read': 'Read an artifact',
  'download.list': 'Listed artifacts',
  'reprocess_run.read': 'Read a re-processing run',
  'reprocess_run.list': 'Listed re-processing runs',
  'job.list': 'Listed jobs',
  'queue.read': 'Opened the queue board',
  'trace.read': 'Read a trace',
  'trace.list': 'Listed traces',
  'error_log.list': 'Listed errors',
  'account_storage.list': 'Listed the storage of accounts',
  'audit_event.list': 'Listed audit events',
};

const actions = Object.keys(actionLabels) as Action[];
export const actionOf = (text: string | undefined): Action | undefined => oneOf(actions, text);
export const actionChoices: readonly Choice<Action>[] = actions.map((value) => ({ value, label: actionLabels[value] }));

/** Kinds that the job list finds by ID, alone or by their document. */
export const isListedAsJob = ({ resource_kind: kind }: AuditEvent): boolean =>
  ['import', 'analysis', 'reprocess_run', 'document', 'export'].includes(kind);

/** Of successful requests, only POSTs below /api are traced; signing in is not. */
export const isTraced = ({ operation, resource_kind: kind }: AuditEvent): boolean =>
  operation.startsWith('POST /api/') && kind !== 'session';
