import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest suites of each project, longest first. They start first, so that all workers finish at about the same time. */
const LONG = [
  'test/import/faults',
  'test/browser/analyses',
  'test/browser/operator',
  'test/analysis/hostile',
  'test/cli/commands',
  'test/analysis/clean',
  'test/browser/import',
  'test/import/abort',
  'test/browser/storage',
  'test/browser/home',
  'test/uploads/drain',
  'test/api/outages',
  'test/analysis/reprocess',
  'apps/worker/src/analyses/clean/clean',
  'test/import/crash',
  'test/import/shop',
  'test/import/ruled-table',
  'test/analysis/oracle',
  'test/cli/resume',
  'test/import/stalls',
  'test/import/two-workers',
  'test/adding/adding',
  'libs/importers/src/document/hostile',
  'scripts/supply-chain',
  'test/patterns/linear-time',
  'test/browser/uploads',
  'test/import/orphans',
  'test/import/fairness',
  'test/analysis/crash',
  'libs/storage/src/faults',
  'libs/db/src/migrate',
  'test/uploads/content',
  'test/uploads/housekeeping',
  'test/uploads/storage-command',
  'test/uploads/big-document',
  'test/analysis/delivery',
  'test/api/events',
  'test/hostile/hostile',
  'apps/worker/src/analyses/clean/clean.property',
  'apps/worker/src/analyses/profile/profile',
  'test/analysis/cancel',
];

/** One project after the other: vitest ends a process, with all modules that it has loaded, if the next file is of another. */
const PROJECTS = ['servers', 'unit'];
const HEAD = new RegExp(`(${LONG.join('|')})(\\.servers)?\\.test\\.(ts|mjs)$`);

/** A fixed order; by default vitest orders by the durations of earlier runs, which differ on every machine. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ project }: TestSpecification): number => PROJECTS.indexOf(project.name);
    const place = ({ moduleId }: TestSpecification): number => {
      const found = HEAD.exec(moduleId.replaceAll(path.sep, '/'));
      return found ? LONG.indexOf(found[1] ?? '') : LONG.length;
    };
    return files.toSorted((a, b) => turn(a) - turn(b) || place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
