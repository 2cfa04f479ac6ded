import { rmSync } from 'node:fs'
import path from 'node:path'
import { buildReport } from '../../../src/report/data/build'
import { writeReport } from '../../../src/report/write'
import { ALL_OF, CASES, inputOf, OTHER_CASES, UNRUN } from './inputs'
import { withSourceFigure } from './sourceFigures'

/**
 * Writes fixtures/report: a report in all its forms, from evidence that inputs.ts makes up. Run it after an intended
 * change of a form, and read the difference:
 *
 *     node -r ./specs/support/typescriptHook.cjs specs/unit/report/makeGolden.ts
 */
const GOLDEN_CLAIMS = [
  'toy/reproduced',
  'toy/opposite',
  'toy/equivalent',
  'toy/unclear',
  'toy/fails-more',
  'toy/tuned',
  'toy/floored',
  'toy/five-pairs',
  'toy/zero-loss',
  'toy/share-some',
  'toy/grid-moving',
  'toy/added',
  'toy/soon',
  'toy/contrast',
  'toy/rate-points',
  'toy/broken',
  'toy/range',
  'toy/map',
  'toy/map-few',
  'toy/sum'
]

const cases = [...CASES, ...OTHER_CASES].filter(({ claim }) => GOLDEN_CLAIMS.includes(claim.id))
const allOf = ALL_OF.map(({ claim }) => claim)
const folder = path.resolve(__dirname, '../../../fixtures/report')
void writeReport(folder, buildReport(withSourceFigure(inputOf(cases, UNRUN, allOf)))).then(({ html }) => {
  // Rendered from the same data; as a golden it would change with every pixel. specs/e2e/page.spec.ts looks at one.
  rmSync(html)
})
