// @ts-check

/**
 * @import { Random } from '../random.mjs'
 * @import { Database } from '../stand/database.mjs'
 */

/**
 * @typedef {Record<string, string | null>} Values the values of a row as MySQL returns them in text; null for a blank cell
 * @typedef {{ field: string | null, code: string }} CellError
 * @typedef {{ set: Readonly<Record<string, string>>, errors: readonly CellError[], inTable?: boolean }} Flaw inTable: only
 *   another table shows it, so that the record is compared with others first
 * @typedef {object} Target
 * @property {string} name of the importer
 * @property {string} select the rows of an account, with the import that wrote each as `import_job_id`
 * @property {boolean} stamped whether the rows name their import
 * @property {readonly string[]} key the columns that identify a row
 * @property {string} label the column with a text that is unique to the record
 * @property {readonly (readonly [column: string, ...headers: string[]])[]} columns with the headers that stand for each
 * @property {Readonly<Record<string, string>>} fallbacks of blank cells
 * @property {readonly string[]} json columns that hold JSON
 * @property {boolean} makesKeys whether rows without a key get one
 * @property {(random: Random, tag: string, at: number) => string} keyOf a new key, as `keyText` writes it
 * @property {(random: Random, key: string, label: string) => { cells: Record<string, string>, values: Values }} good
 * @property {readonly Flaw[]} flaws
 * @property {(db: Database, account: string) => Promise<void>} [prepare] adds the rows of other tables that its files name
 * @property {(row: Values) => void} [inserted] takes note of what triggers do for a new row
 * @property {(db: Database, account: string) => Promise<string[]>} [besides] compares what triggers did with what they should
 */

/** The key of a row in one text; null if it has none. @param {Pick<Target, 'key'>} target @param {Values} values */
export const keyText = ({ key }, values) =>
  key.some((name) => (values[name] ?? null) === null) ? null : key.map((name) => values[name]).join(' | ');

/** What errors of a key name: nothing if it has several columns. @param {Pick<Target, 'key'>} target */
export const keyField = ({ key }) => (key.length === 1 ? (key[0] ?? null) : null);

const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
const WORDS = [
  'pump',
  'Kühlung',
  'valve',
  '00123',
  'Zoë "Z" M.',
  'a,b',
  'x;y',
  '🔧 kit',
  'שלום',
  "O'Brien",
  'back\\slash',
];
const TEXTS = ['', '', 'plain', 'two\nlines', 'comma, inside', '=1+1', '-12', '@home', '\\N', '=SUM(A1)', 'ünï'];
const LONG = 'x'.repeat(300);

/** @param {Random} random @param {number} first @param {number} last */
function dateOf(random, first, last) {
  const [year, month, day] = [random.int(first, last), random.int(1, 12), random.int(1, 28)];
  const date = `${year}-${two(month)}-${two(day)}`;
  if (random.chance(0.3)) return { text: `${date}T10:30:15Z`, value: `${date} 10:30:15.000` };
  return { text: date, value: `${date} 00:00:00.000` };
}

/** @type {Target} */
export const assets = {
  name: 'assets',
  select: `SELECT identifier, name, type, description, valid_from, valid_to, is_active, metadata, import_job_id
    FROM assets WHERE account_id = ? ORDER BY id`,
  stamped: true,
  key: ['identifier'],
  label: 'name',
  makesKeys: true,
  json: ['metadata'],
  columns: [
    ['identifier', 'Asset Tag', 'inventory number'],
    ['name', 'Title', 'label'],
    ['type', 'Asset Type', 'category'],
    ['description', 'Details'],
    ['valid_from', 'Start Date'],
    ['valid_to', 'Expires'],
    ['is_active', 'Enabled'],
    ['metadata', 'Attributes'],
  ],
  fallbacks: { type: 'asset', is_active: '1' },
  keyOf: (_, tag, at) => `${tag}-${String(at).padStart(6, '0')}`,
  good(random, key, label) {
    const name = `${random.pick(WORDS)} ${label}`;
    const type = random.pick(['device', 'asset', 'inventory', 'person', 'other', '']);
    const description = random.pick(TEXTS);
    const from = dateOf(random, 2000, 2019);
    const to = random.chance(0.5) ? dateOf(random, 2020, 2029) : undefined;
    const [flag = '', value] = random.pick([['true', '1'], ['0', '0'], ['Yes', '1'], ['no', '0'], ['']]);
    const metadata = random.chance(0.5) ? JSON.stringify({ n: random.int(0, 999), t: ['x', label] }) : '';
    return {
      cells: {
        ...{ identifier: key, name: random.chance(0.1) ? `  ${name} ` : name, description, is_active: flag, metadata },
        ...{ type: random.chance(0.1) ? type.toUpperCase() : type, valid_from: from.text, valid_to: to?.text ?? '' },
      },
      values: {
        ...{ identifier: key || null, name, type: type || null, description: description || null },
        ...{
          valid_from: from.value,
          valid_to: to?.value ?? null,
          is_active: value ?? null,
          metadata: metadata || null,
        },
      },
    };
  },
  flaws: [
    { set: { name: '' }, errors: [{ field: 'name', code: 'REQUIRED' }] },
    { set: { name: LONG }, errors: [{ field: 'name', code: 'TOO_LONG' }] },
    { set: { type: 'spaceship' }, errors: [{ field: 'type', code: 'NOT_IN_LIST' }] },
    { set: { valid_from: '2023-02-29' }, errors: [{ field: 'valid_from', code: 'DATE_INVALID' }] },
    { set: { is_active: 'maybe' }, errors: [{ field: 'is_active', code: 'NOT_BOOLEAN' }] },
    { set: { metadata: '{"open":' }, errors: [{ field: 'metadata', code: 'NOT_JSON' }] },
    { set: { valid_from: '2021-05-01', valid_to: '2021-04-30' }, errors: [{ field: 'valid_to', code: 'RANGE' }] },
    {
      set: { name: '', type: 'spaceship' },
      errors: [
        { field: 'name', code: 'REQUIRED' },
        { field: 'type', code: 'NOT_IN_LIST' },
      ],
    },
  ],
};

/** @type {Target} */
export const contacts = {
  name: 'contacts',
  select: 'SELECT name, email, phone, company, tags, import_job_id FROM contacts WHERE account_id = ? ORDER BY id',
  stamped: true,
  key: ['email'],
  label: 'name',
  makesKeys: false,
  json: ['tags'],
  columns: [
    ['name', 'Full Name'],
    ['email', 'E-Mail Address', 'mail'],
    ['phone', 'Mobile'],
    ['company', 'Employer'],
    ['tags', 'Labels'],
  ],
  fallbacks: {},
  keyOf: (_, tag, at) => `${tag.toLowerCase()}.${at}@example.com`,
  good(random, key, label) {
    const name = `${random.pick(WORDS)} ${label}`;
    const phone = random.pick(['', '0049 30 1234567', '+49 0123', '007']);
    const company = random.pick(['', 'Example GmbH', 'Müller & Söhne', 'A, B and C']);
    const tags = random.pick([[], ['vip'], ['customer', 'news letter']]);
    return {
      cells: { name, phone, company, email: random.chance(0.2) ? key.toUpperCase() : key, tags: tags.join(', ') },
      values: {
        ...{ name, email: key, phone: phone || null, company: company || null },
        tags: tags.length > 0 ? JSON.stringify(tags) : null,
      },
    };
  },
  flaws: [
    { set: { name: '' }, errors: [{ field: 'name', code: 'REQUIRED' }] },
    { set: { email: 'not an address' }, errors: [{ field: 'email', code: 'NOT_EMAIL' }] },
    { set: { email: '' }, errors: [{ field: 'email', code: 'REQUIRED' }] },
    { set: { company: LONG }, errors: [{ field: 'company', code: 'TOO_LONG' }] },
  ],
};
