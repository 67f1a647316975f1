import { jsonWithLists } from '../../artifacts/json.ts';
import { buildReport, reportedChanges } from '../report.ts';
import { tablesOf } from '../tables.ts';
import type { Producer } from '../types.ts';

/** The full report with every row issue, without anything that differs between runs. */
export const reportJson: Producer = {
  async *produce(material, downloads) {
    const { analysis } = material;
    const report = buildReport({ ...material, ...(await reportedChanges(material)), rowIssues: [], downloads });
    yield* jsonWithLists({
      analysis_id: analysis.analysisId,
      tool: analysis.tool,
      created_at: analysis.createdAt.toISOString(),
      report: { ...report, rowLevelIssues: tablesOf(material).rowIssues.objects() },
    });
  },
};
