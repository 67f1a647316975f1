import type { Choice } from '../../ui/Field.tsx';

/** The types of a Table Schema, as people choose them. */
export const typeChoices: readonly Choice<string>[] = [
  { value: 'string', label: 'Text' },
  { value: 'integer', label: 'Whole number' },
  { value: 'number', label: 'Decimal number', hint: 'Exact, never rounded.' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'datetime', label: 'Date and time' },
  { value: 'time', label: 'Time' },
  { value: 'year', label: 'Year' },
  { value: 'yearmonth', label: 'Year and month' },
  { value: 'duration', label: 'Duration', hint: 'Such as P1Y2M or PT15M.' },
  { value: 'list', label: 'List', hint: 'Several values in a cell.' },
  { value: 'object', label: 'JSON object' },
  { value: 'array', label: 'JSON array' },
  { value: 'geopoint', label: 'Point', hint: 'Longitude, latitude.' },
  { value: 'geojson', label: 'GeoJSON' },
  { value: 'any', label: 'Anything', hint: 'Stored as it is written.' },
];

export const typeLabel = (type: string): string => typeChoices.find(({ value }) => value === type)?.label ?? type;

export const stringFormats: readonly Choice<string>[] = [
  { value: '', label: 'Any text' },
  { value: 'email', label: 'Email address' },
  { value: 'uri', label: 'URI' },
  { value: 'uuid', label: 'UUID' },
  { value: 'binary', label: 'Base64' },
];

export const itemTypes: readonly Choice<string>[] = [
  'string',
  'integer',
  'number',
  'boolean',
  'date',
  'datetime',
  'time',
].map((value) => ({ value, label: typeLabel(value) }));

const temporal = ['date', 'datetime', 'time'];
const numeric = ['integer', 'number'];

/** Which controls go with a type. */
export const goesWith = {
  pattern: (type: string): boolean => type === 'string',
  length: (type: string): boolean => ['string', 'list', 'array', 'object'].includes(type),
  bounds: (type: string): boolean => [...numeric, ...temporal, 'year', 'yearmonth', 'duration'].includes(type),
  numberFormat: (type: string): boolean => numeric.includes(type),
  dateFormat: (type: string): boolean => temporal.includes(type),
  allowed: (type: string): boolean => !['boolean', 'object', 'array', 'list', 'geopoint', 'geojson'].includes(type),
};

/** Members of a field and its constraints that no longer mean anything once the field has another type. */
export const ofOneType = {
  field: [
    'format',
    'decimalChar',
    'groupChar',
    'bareNumber',
    'trueValues',
    'falseValues',
    'delimiter',
    'itemType',
    'categories',
    'categoriesOrdered',
  ],
  constraints: [
    'enum',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
  ],
} as const;
