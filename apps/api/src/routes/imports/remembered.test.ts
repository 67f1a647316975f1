import { describe, expect, it } from 'vitest';
import { rememberedMapping } from './remembered.ts';

const job = (id: string, mapping: Record<string, string | null> | undefined, others: object = {}) => ({
  ...{ id, status: 'completed' as const, succeededRows: 1, createdAt: new Date('2026-11-29T10:00:00Z') },
  options: { on_invalid: 'skip', ...(mapping && { mapping }) },
  ...others,
});

describe('rememberedMapping', () => {
  it('is the mapping of the newest import whose columns the file has', () => {
    const jobs = [job('4', undefined), job('3', { Elsewhere: 'name' }), job('2', { Bought: 'valid_from', Note: null })];
    expect(rememberedMapping([...jobs, job('1', { Bought: 'valid_to' })], ['Tag', 'Bought', 'Note'])).toEqual({
      ...{ job_id: '2', at: '2026-11-29T10:00:00.000Z', mapping: { Bought: 'valid_from', Note: null } },
    });
    expect(rememberedMapping(jobs, ['Tag', 'Bought'])).toBeNull();
    expect(rememberedMapping([], ['Tag'])).toBeNull();
  });

  it.each([
    ['that failed', { status: 'failed' }],
    ['that was a dry run', { options: { dry_run: true, mapping: { a: 'b' } } }],
    ['that wrote nothing', { succeededRows: 0 }],
  ])('is not that of an import %s', (_, others) => {
    expect(rememberedMapping([job('1', { a: 'b' }, others) as never], ['a'])).toBeNull();
  });
});
