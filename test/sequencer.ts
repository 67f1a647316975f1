import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest suites, longest first. They start first, so that all workers finish at about the same time. */
const LONG = [
  'test/browser/analyses',
  'test/import/faults',
  'test/import/abort',
  'test/browser/operator',
  'test/uploads/drain',
  'test/browser/storage',
  'test/analysis/hostile',
  'test/cli/commands',
  'test/analysis/clean',
  'test/browser/import',
  'test/browser/home',
  'test/analysis/reprocess',
  'test/analysis/crash',
  'test/import/modes',
  'test/cli/resume',
  'apps/worker/src/analyses/clean/clean.property',
  'test/adding/adding',
  'test/analysis/cancel',
  'test/import/crash',
  'test/hostile/hostile',
  'test/uploads/big-document',
  'apps/worker/src/analyses/clean/clean',
];

const HEAD = new RegExp(`(${LONG.join('|')})(\\.servers)?\\.test\\.ts$`);

/** A fixed order; by default vitest orders by the durations of earlier runs, which differ on every machine. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = HEAD.exec(moduleId.replaceAll(path.sep, '/'));
      return found ? LONG.indexOf(found[1] ?? '') : LONG.length;
    };
    return files.toSorted((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
