/** How the bytes of an upload travel: through the API, or straight to S3 as one object or in chunks. */
export const uploadWays = ['api', 'single', 'chunked'] as const;
export type UploadWay = (typeof uploadWays)[number];

/**
 * The metrics of uploads, in the form that prom-client takes. API and workers each count what they see: aggregate with sum.
 * Labels are ways and codes, so there are at most a few hundred series.
 */
export const uploadMetrics = {
  started: {
    name: 'sluice_uploads_started_total',
    help: 'Uploads that were started; starting again after a failure counts too.',
    labelNames: ['way'],
  },
  completed: {
    name: 'sluice_uploads_completed_total',
    help: 'Uploads whose bytes are stored and verified.',
    labelNames: ['way'],
  },
  failed: {
    name: 'sluice_uploads_failed_total',
    help: 'Uploads that failed, by error code.',
    labelNames: ['way', 'reason'],
  },
  refused: {
    name: 'sluice_upload_refusals_total',
    help: 'Upload requests that were refused, by the code in error_logs.',
    labelNames: ['reason'],
  },
  retried: {
    name: 'sluice_upload_retries_total',
    help: 'Uploads that were requested again after they had failed or expired.',
    labelNames: ['way'],
  },
  regenerated: {
    name: 'sluice_upload_urls_regenerated_total',
    help: 'Requests for fresh URLs of an upload that already had some.',
    labelNames: ['way'],
  },
  known: {
    name: 'sluice_uploads_known_total',
    help: 'Uploads of content that the account already had; nothing was stored.',
    labelNames: ['way'],
  },
  seconds: {
    name: 'sluice_upload_duration_seconds',
    help: 'Time from the first announcement of an upload, or its first byte through the API, until it is complete.',
    labelNames: ['way'],
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200, 43_200],
  },
} as const;
