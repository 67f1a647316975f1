/** Every change that a person or program can make through the API, as `kind.verb`. */
export const changeActions = [
  ...(['session.create', 'session.delete'] as const),
  ...(['document.announce', 'document.verify', 'document.create', 'document.delete'] as const),
  ...(['importer.save', 'importer.archive', 'importer.restore', 'mapping.save', 'mapping.delete'] as const),
  ...(['import.create', 'import.cancel', 'import.retry', 'import.delete', 'export.retry'] as const),
  ...(['analysis.create', 'analysis.cancel', 'analysis.retry', 'analysis.delete'] as const),
  ...(['download.reprocess', 'reprocess_run.create', 'reprocess_run.cancel', 'reprocess_run.retry'] as const),
  ...(['storage_server.add', 'storage_server.activate', 'storage_server.deactivate'] as const),
  ...(['storage_server.drain', 'storage_server.remove', 'retention_hold.confirm'] as const),
] as const;

/** What operators read of other accounts. */
export const readActions = [
  ...(['import.read', 'import.list', 'analysis.read', 'analysis.list', 'download.read', 'download.list'] as const),
  ...(['reprocess_run.read', 'reprocess_run.list', 'job.list', 'queue.read'] as const),
  ...(['trace.read', 'trace.list', 'error_log.list', 'audit_event.list', 'account_storage.list'] as const),
] as const;

export const auditActions = [...changeActions, ...readActions] as const;

export type ChangeAction = (typeof changeActions)[number];
export type ReadAction = (typeof readActions)[number];
