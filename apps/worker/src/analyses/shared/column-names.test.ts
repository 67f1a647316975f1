import { expect, it } from 'vitest';
import { endsInWord } from './column-names.ts';

const isKey = endsInWord(['id', 'no'], ['Id', 'ID', 'No']);

it.each([
  ...['id', 'ID', 'order_id', 'Order ID', 'order-no', 'order.no', ' id '],
  ...['orderId', 'orderID', 'order2No'],
])('finds the word at the end of %j', (name) => expect(isKey(name)).toBe(true));

it.each(['paid', 'Paid', 'PAID', 'casino', 'Bambino', 'idea', 'id_old', 'No name', ''])(
  'finds none at the end of %j',
  (name) => expect(isKey(name)).toBe(false),
);
