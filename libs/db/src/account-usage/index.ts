export { admitUpload, type UploadLimits } from './admit-upload.ts';
export { type AccountStorage, type AccountStorageFilter, listAccountStorage } from './list-storage.ts';
export { type AccountUsage, accountUsage } from './usage.ts';
