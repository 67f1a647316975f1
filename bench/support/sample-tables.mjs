// @ts-check
import { mulberry32 } from '../../scripts/random.mjs';

/** @typedef {{ name: string, header: string[], records: string[][] }} Table */

export const ROWS = 80;
const first = ['Ada', 'Grace', 'Émilie', 'Jürgen', 'Søren', 'Mary', 'Łukasz', 'Chen', 'Amara', 'Noé'];
const last = ['Lovelace', 'Hopper', 'du Châtelet', 'Müller', 'Kierkegaard', 'Jackson', 'Nowak', 'Wei', 'Diallo'];
const things = ['pump', 'valve, brass', 'lamp "Nova"', 'desk', 'crane', 'fan, 12 V', 'drill', 'chair', 'oven'];
const notes = [
  '',
  'checked',
  'needs oil; see manual',
  'moved to hall 3',
  'n/a',
  'two parts: A and B',
  'line one\nline two',
];

/** Six small tables of different widths and types. @param {number} seed @returns {Table[]} */
export function sampleTables(seed) {
  const next = mulberry32(seed);
  const below = (/** @type {number} */ n) => (next() * n) | 0;
  const pick = (/** @type {readonly string[]} */ list) => list[below(list.length)] ?? '';
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const date = () => `20${two(10 + below(15))}-${two(1 + below(12))}-${two(1 + below(28))}`;
  const rows = (/** @type {(at: number) => string[]} */ make) => Array.from({ length: ROWS }, (_, at) => make(at + 1));
  return [
    {
      name: 'people',
      header: ['id', 'name', 'born', 'city', 'active'],
      records: rows((at) => [
        String(at),
        `${pick(first)} ${pick(last)}`,
        date(),
        pick(['Rome', 'Oslo', 'Lyon', '']),
        pick(['true', 'false']),
      ]),
    },
    {
      name: 'stock',
      header: ['sku', 'item', 'quantity', 'price', 'remark'],
      records: rows((at) => [
        `SKU-${two(at)}`,
        pick(things),
        String(below(900)),
        (next() * 500).toFixed(2),
        pick(notes),
      ]),
    },
    {
      name: 'readings',
      header: ['station', 'time', 'temperature', 'humidity', 'pressure', 'wind'],
      records: rows(() => [
        pick(['north', 'south', 'pier']),
        `${date()}T${two(below(24))}:${two(below(60))}:00Z`,
        (next() * 60 - 20).toFixed(1),
        (next() * 100).toFixed(0),
        (980 + next() * 60).toFixed(2),
        next() < 0.2 ? '' : (next() * 30).toFixed(1),
      ]),
    },
    {
      name: 'orders',
      header: ['Order No', 'Customer', 'Ordered On', 'Amount'],
      records: rows((at) => [
        `2024-${two(at)}`,
        `${pick(last)}, ${pick(first)}`,
        date(),
        `${below(5000)}.${two(below(100))}`,
      ]),
    },
    { name: 'codes', header: ['code', 'label'], records: rows((at) => [`C${1000 + at}`, `${pick(things)} ${at}`]) },
    {
      name: 'survey',
      header: ['respondent', 'q1', 'q2', 'q3', 'q4', 'q5', 'comment'],
      records: rows((at) => [`R${at}`, ...Array.from({ length: 5 }, () => String(1 + below(5))), pick(notes)]),
    },
  ];
}
