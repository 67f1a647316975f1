import { expect, it } from 'vitest';
import { withDefaults } from './definition-defaults.ts';

const usual = { on_duplicate: 'reject', on_invalid: 'skip', on_absent: 'keep' };
const definition = {
  name: 'parts',
  file: { headerRow: 3, encoding: 'auto', delimiter: ';', allowShortRows: true },
  modes: { onDuplicate: ['update', 'skip'], onInvalid: ['skip', 'abort'] },
} as const;

it('decides what the request leaves open', () => {
  expect(withDefaults(definition as never, {}, usual)).toEqual({
    ...{ header_row: 3, delimiter: ';', allow_short_rows: true },
    on_duplicate: 'update',
  });
});

it('leaves the request its own choice', () => {
  const given = { header_row: 'none', on_duplicate: 'skip', on_invalid: 'abort' };
  expect(withDefaults(definition as never, given, usual)).toEqual({ delimiter: ';', allow_short_rows: true, ...given });
});

it('refuses all values that the definition does not allow', () => {
  const given = { on_duplicate: 'reject', on_invalid: 'stop' };
  expect(() => withDefaults(definition as never, given, usual)).toThrow(
    expect.objectContaining({
      code: 'VALIDATION_FAILED',
      fields: [
        { field: 'on_duplicate', code: 'not_allowed', message: 'the importer parts allows only update, skip' },
        expect.objectContaining({ field: 'on_invalid' }),
      ],
    }),
  );
});

it('allows deletions only if the definition does', () => {
  expect(() => withDefaults(definition as never, { on_absent: 'delete' }, usual)).toThrow(
    expect.objectContaining({
      fields: [
        expect.objectContaining({ message: expect.stringMatching(/allows only keep\. To delete .* modes\.onAbsent/) }),
      ],
    }),
  );
  const allows = { ...definition, modes: { onAbsent: ['keep', 'delete'] } };
  expect(withDefaults(allows as never, { on_absent: 'delete' }, usual)).toMatchObject({ on_absent: 'delete' });
});
