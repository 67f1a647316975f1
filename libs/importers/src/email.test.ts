import { describe, expect, test } from 'vitest';
import { compileField } from './fields/index.ts';
import { parseCell, readCell } from './testing/read-cell.ts';

const email = compileField({
  field: { name: 'email', type: 'string', format: 'email' },
  column: { transform: ['lower'] },
});

test('email lowercases an address and rejects what is not a single address', () => {
  expect(readCell(email, 'Zoë.Müller+x@Exämple.COM')).toBe('zoë.müller+x@exämple.com');
  for (const wrong of [
    'x',
    'x@',
    '@x.de',
    'a b@x.de',
    'x@localhost',
    'x@-a.de',
    'a@b@c.de',
    `${'a'.repeat(250)}@b.de`,
  ]) {
    expect(readCell(email, wrong), wrong).toBe('NOT_EMAIL');
  }
});

describe('email', () => {
  test.each(["o'brien@example.com", 'a.b+c@xn--mnchen-3ya.de', '用户@例子.公司', 'राम@उदाहरण.भारत', 'a_b@a-b.co.uk'])(
    'accepts %s',
    (address) => expect(readCell(email, address)).toBe(address),
  );

  test.each([
    ['cleo@example.com; cleo.home@example.com', 'one address'],
    ['Dan Example <dan@example.com>', 'write only "dan@example.com"'],
    ['mailto:eve@example.com', 'leave out "mailto:"'],
    ['fay@example.com.', 'ends with a dot'],
    ['gus＠example.com', 'is not an email address'],
    ['ben\u200b@example.com', 'U+200B'],
    ['.a@example.com', ''],
    ['a..b@example.com', ''],
    ['a.@example.com', ''],
    ['a@example.c-', ''],
    ['a@1.2.3.44', ''],
    [`${'a'.repeat(65)}@example.com`, ''],
  ])('refuses %s and says why', (address, reason) => {
    const { code, message } = parseCell(email, address);
    expect(code).toBe('NOT_EMAIL');
    expect(message).toContain(reason);
  });
});
