export type { AnalysisReport } from '../schema/index.ts';
export {
  type Analysis,
  type AnalysisFilter,
  type AnalysisKey,
  type AnalysisProgress,
  type AnalysisStatus,
  analysesProgress,
  getAnalysis,
  getAnalysisReport,
  listAnalyses,
} from './read.ts';
export {
  type AnalysisEnd,
  type AnalyzedFile,
  analysisWork,
  createAnalysis,
  deleteAnalysis,
  finishAnalysis,
  type NewAnalysis,
  recordAnalysisProgress,
  recordAnalyzedFile,
} from './work.ts';
