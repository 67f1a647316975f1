/** A definition with a part of every kind, to be broken in tests. */
const orders = {
  name: 'order-lines',
  title: 'Order lines',
  target: {
    table: 'shop.order_lines',
    manage: 'existing',
    account: 'account_id',
    stamps: { import: 'import_job_id' },
  },
  schema: {
    missingValues: ['', 'n/a'],
    primaryKey: ['order_no', 'line'],
    fields: [
      { name: 'order_no', type: 'string', constraints: { required: true, pattern: '[A-Z]{2}[0-9]{6}' } },
      { name: 'line', type: 'integer', constraints: { required: true, minimum: 1, maximum: 999 } },
      { name: 'price', type: 'number', decimalChar: ',', groupChar: '.' },
      { name: 'ordered_on', type: 'date' },
      { name: 'shipped_on', type: 'date', format: '%d.%m.%Y' },
      { name: 'status', type: 'string', constraints: { enum: ['open', 'paid'] } },
      { name: 'gift', type: 'boolean' },
      { name: 'customer', type: 'string', format: 'email' },
      { name: 'extra', type: 'object' },
      { name: 'sizes', type: 'list' },
    ],
  },
  columns: {
    order_no: { aliases: ['order'], transform: ['trim', 'upper'] },
    status: { default: 'open', synonyms: { bezahlt: 'paid' } },
  },
  lookups: [{ fields: ['customer'], table: 'shop.customers', by: ['email'], value: 'id', store: 'customer_id' }],
  checks: [
    { lower: 'ordered_on', upper: 'shipped_on', code: 'RANGE', message: 'shipped before it was ordered' },
    { expr: "status != 'paid' || price > 0.0", code: 'PAID_FREE', message: 'a paid line has no price' },
  ],
  file: { headerRow: 1, delimiter: 'auto' },
  access: { import: 'member' },
  modes: { onDuplicate: ['reject', 'update'] },
};

/** Values by path, such as `schema.fields[2].type`; undefined removes a member. */
export type Edits = Readonly<Record<string, unknown>>;

/** The definition with changes. */
export function editedOrders(edits: Edits = {}): unknown {
  const document: unknown = structuredClone(orders);
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
    let owner = document as Record<string, unknown>;
    for (const step of steps.slice(0, -1)) owner = owner[step] as Record<string, unknown>;
    owner[steps.at(-1) ?? ''] = value;
  }
  return document;
}
