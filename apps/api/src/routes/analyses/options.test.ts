import { isAppError } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { analysisRequest } from './options.ts';

const { fromFields, fromJson, checkEarly } = analysisRequest(true);
const fields = (entries: Record<string, string>) => new Map(Object.entries(entries));
const wrong = (read: () => unknown): string[] => {
  try {
    read();
    return [];
  } catch (error) {
    return isAppError(error) ? error.fields.map(({ field }) => field).sort() : [String(error)];
  }
};

describe('the request of an analysis', () => {
  it('has all defaults filled in, including those of the parameters', () => {
    expect(fromJson({ tool: 'profile-my-data' })).toEqual({
      tool: 'profile-my-data',
      parameters: { header: true },
      artifacts: ['report.xlsx', 'report.json'],
      upload_to_s3: true,
    });
    expect(analysisRequest(false).fromJson({ tool: 'profile-my-data' }).upload_to_s3).toBe(false);
    expect(fromJson({ tool: 'clean-my-data' }).parameters).toMatchObject({ nulls: { enabled: true } });
  });

  it('is read the same from a form as from JSON', () => {
    const parameters = { header: false, delimiter: ';' };
    const artifacts = ['report.json'];
    const json = fromJson({ tool: 'profile-my-data', parameters, artifacts, upload_to_s3: false });
    for (const names of ['["report.json"]', 'report.json', ' report.json , report.json']) {
      const form = { parameters: JSON.stringify(parameters), artifacts: names, upload_to_s3: '0' };
      expect(fromFields(fields({ tool: 'profile-my-data', ...form }))).toEqual(json);
    }
  });

  it('treats empty fields as absent, and an empty list as no artifacts', () => {
    expect(fromFields(fields({ tool: 'profile-my-data', parameters: '', artifacts: '' }))).toEqual(
      fromJson({ tool: 'profile-my-data' }),
    );
    expect(fromJson({ tool: 'profile-my-data', artifacts: [] }).artifacts).toEqual([]);
  });

  it('is refused with the path of every invalid field', () => {
    const tool = 'clean-my-data';
    expect(wrong(() => fromJson({}))).toEqual(['tool']);
    expect(wrong(() => fromJson({ tool: 'constructor' }))).toEqual(['tool']);
    expect(wrong(() => fromJson({ tool, parameters: { outliers: { zscore: 'x' }, x: 1 }, y: 1 }))).toEqual([
      ...['parameters.outliers.zscore', 'parameters.x', 'y'],
    ]);
    expect(wrong(() => fromFields(fields({ tool, parameters: '{', upload_to_s3: 'perhaps' })))).toEqual([
      ...['parameters', 'upload_to_s3'],
    ]);
    expect(wrong(() => fromJson({ tool: 'profile-my-data', artifacts: ['cleaned.csv'] }))).toEqual(['artifacts.0']);
  });

  it.each([
    [{ header: false, header_row: 3 }, ['parameters.header']],
    [{ header: false, header_rows: 2 }, ['parameters.header_rows']],
    [{ header_row: 1, skip_rows: 4 }, ['parameters.header_row']],
    [{ header: false, header_row: 'none', skip_rows: 4 }, []],
    [{ header: true, header_row: 3, header_rows: 2 }, []],
  ])('is refused if its parameters exclude each other: %o', (parameters, refused) => {
    expect(wrong(() => fromJson({ tool: 'profile-my-data', parameters }))).toEqual(refused);
  });

  it('is checked before the file as far as the fields allow', () => {
    expect(wrong(() => checkEarly?.(fields({ parameters: '{' })))).toEqual([]);
    expect(wrong(() => checkEarly?.(fields({ tool: 'x' })))).toEqual(['tool']);
    expect(wrong(() => checkEarly?.(fields({ tool: 'clean-my-data', parameters: '{' })))).toEqual(['parameters']);
  });
});
