/** Names that no importer can have: the first segments of the API's paths, also of those that are to come. */
export const reservedNames = [
  ...[
    'account',
    'account-storage',
    'analyses',
    'audit-events',
    'documents',
    'downloads',
    'error-logs',
    'importers',
    'jobs',
    'queues',
  ],
  ...[
    'reprocess-runs',
    'retention-holds',
    'session',
    'status',
    'storage-servers',
    'tools',
    'traces',
    'upload',
    'uploads',
  ],
] as const;
