import { dateTime, flag, oneOf, text } from '../column-types.ts';
import { json } from '../json.ts';
import type { Importer } from '../types.ts';

/** Assets: things that an account owns or keeps track of. */
export const assets = {
  name: 'assets',
  key: 'identifier',
  makeKey: { prefix: 'ASSET-', digits: 4 },
  columns: [
    {
      name: 'identifier',
      aliases: ['id', 'asset id', 'asset number', 'asset tag', 'inventory number', 'code'],
      type: text(255),
      example: 'PUMP-00123',
      description: 'Unique in your account. Generated as ASSET-0001 when blank.',
    },
    {
      name: 'name',
      aliases: ['asset name', 'title', 'label'],
      type: text(255),
      required: true,
      example: 'Cooling pump, hall 3',
      description: 'Display name.',
    },
    {
      name: 'type',
      aliases: ['asset type', 'kind', 'category'],
      type: oneOf('person', 'device', 'asset', 'inventory', 'other'),
      fallback: 'asset',
      example: 'device',
      description: 'Type of asset. Default: asset.',
    },
    {
      name: 'description',
      aliases: ['details', 'notes', 'comment'],
      type: text(1024),
      example: 'Serviced every March',
      description: 'Free text.',
    },
    {
      name: 'valid_from',
      aliases: ['start', 'start date', 'from', 'valid since'],
      type: dateTime,
      fallback: 'now',
      example: '2024-03-01',
      description: 'Start of validity (UTC). Default: the time of the import.',
    },
    {
      name: 'valid_to',
      aliases: ['end', 'end date', 'to', 'valid until', 'expires'],
      type: dateTime,
      example: '2029-02-28',
      description: 'End of validity (UTC), not before valid_from. Default: open-ended.',
    },
    {
      name: 'is_active',
      aliases: ['active', 'enabled'],
      type: flag,
      fallback: '1',
      example: 'true',
      description: 'Whether it is in use. Default: true.',
    },
    {
      name: 'metadata',
      aliases: ['attributes', 'extra', 'properties'],
      type: json,
      example: '{"floor": 3}',
      description: 'Additional data as a JSON object.',
    },
  ],
  rules: [{ lower: 'valid_from', upper: 'valid_to', code: 'RANGE', message: 'valid_to is before valid_from' }],
} as const satisfies Importer;
