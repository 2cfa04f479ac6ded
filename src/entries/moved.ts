// Names that the root entry had before there were others, for one version: whoever uses one hears where it is now, and
// only then is it loaded.
import type * as engine from './engine'
import { atItsEntry, moved } from './movedValue'
import type * as report from './report'

/** @deprecated Import from `claimcheck/report`. */
export const {
  buildReport,
  compareReports,
  encodeComparison,
  encodeReport,
  encodeSensitivity,
  exportRoCrate,
  exportRuns,
  parseCalibration,
  parseReport,
  parseSensitivity,
  recomputeReport,
  renderBadge,
  renderClaim,
  renderComparisonMarkdown,
  renderComparisonTerminal,
  renderHtml,
  renderJunit,
  renderMarkdown,
  renderSensitivityMarkdown,
  renderSummary,
  renderSyntheticMarkdown,
  renderTerminal,
  runsToExport,
  writeComparison,
  writeReport,
  writeSensitivity
} = moved<typeof report>('claimcheck/report', () => require('./report'))

/** @deprecated Import from `claimcheck/engine`. */
export const {
  applyProfile,
  buildPlan,
  canonicalJson,
  collectEvidence,
  compareWithRegistered,
  createEngine,
  datasetDigest,
  datasetStatus,
  digestOf,
  fetchDataset,
  importByManifest,
  importDataset,
  judgeFamily,
  latinSquareSeeds,
  listDatasets,
  loadDataset,
  normalStream,
  oneStreamSeeds,
  permutation,
  probeEngines,
  RunStore,
  randomStream,
  resolveRunSpec,
  runKey,
  splitDataset,
  verifyDataset
} = moved<typeof engine>('claimcheck/engine', () => require('./engine'))

/** @deprecated Import from `claimcheck/engine`. */
export type RunStore = engine.RunStore

/** @deprecated Import from `claimcheck/stats`. */
export const stats = atItsEntry<typeof import('../stats')>('stats', 'claimcheck/stats', () => require('../stats'))

// Types alone cost nothing and can say nothing.
export type * from './engine'
export type * from './report'
