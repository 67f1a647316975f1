import type { NewStorageServer } from '@sluice/client';

/** The form values as typed. */
export interface ServerDraft {
  readonly name: string;
  readonly endpoint: string;
  readonly public_endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly credentials_ref: string;
  readonly capacity_bytes: string;
}

export const emptyDraft: ServerDraft = {
  ...{ name: '', endpoint: '', public_endpoint: '', bucket: '', region: '', credentials_ref: '', capacity_bytes: '' },
};

const GIB = 1_024 ** 3;

/** The request body for a draft. Capacity is typed in GiB and sent in bytes; NaN if it is not a number. */
export function newServerOf(draft: ServerDraft): NewStorageServer {
  const { name, endpoint, public_endpoint: publicEndpoint, bucket, region, credentials_ref: ref } = draft;
  const capacity = draft.capacity_bytes.trim();
  return {
    name: name.trim(),
    endpoint: endpoint.trim() || null,
    public_endpoint: publicEndpoint.trim() || null,
    bucket: bucket.trim(),
    credentials_ref: ref.trim() || 'default',
    capacity_bytes: capacity === '' ? null : Math.round(Number(capacity.replace(',', '.')) * GIB),
    ...(region.trim() ? { region: region.trim() } : {}),
  };
}
