import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest suites, longest first. They start first, so that all workers finish at about the same time. */
const LONG = [
  'test/adding/artifact',
  'test/adding/job-kind',
  'apps/worker/src/analyses/clean/clean.property',
  'test/adding/check',
  'apps/worker/src/analyses/clean/clean',
  'test/import/faults',
  'test/analysis/cancel',
  'test/analysis/crash',
  'test/import/crash',
  'test/import/abort',
  'test/analysis/hostile',
  'test/analysis/reprocess',
  'test/hostile/hostile',
  'test/browser/analyses',
  'test/browser/operator',
  'test/uploads/big-document',
  'test/uploads/drain',
  'test/cli/commands',
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
