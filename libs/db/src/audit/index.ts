export type { AuditEvent } from '../schema/index.ts';
export { type AuditFilter, listAuditEvents } from './list.ts';
export { type NewAuditEvent, recordAudit, smallState } from './record.ts';
