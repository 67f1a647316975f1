import { describe, expect, it } from 'vitest';
import { endsInWord } from './column-names.ts';

const endsInIdOrNo = endsInWord(['id', 'no']);

describe('the last word of a name', () => {
  it.each([
    ...['id', 'ID', 'order_id', 'Order ID', 'order-no', 'order.no', ' id '],
    ...['orderId', 'orderID', 'order2No', 'orderNO'],
  ])('is found in %j', (name) => expect(endsInIdOrNo(name)).toBe(true));

  it.each(['paid', 'Paid', 'PAID', 'casino', 'Bambino', 'idea', 'id_old', 'No name', ''])(
    'is not found in %j',
    (name) => expect(endsInIdOrNo(name)).toBe(false),
  );
});
