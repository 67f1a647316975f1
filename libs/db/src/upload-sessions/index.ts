export type { UploadSession } from '../schema/index.ts';
export { createUploadSession, endSession, extendSession, findActiveSession } from './sessions.ts';
