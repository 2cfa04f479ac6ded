import type { SpecDocument } from '../../../src/claims/document'
import { datasetFacts } from '../../../src/claims/manifest/datasetFacts'
import { checkAssumptions } from '../../../src/load/checkAssumptions'
import { checkClaim } from '../../../src/load/checkClaim'
import { checkCopies } from '../../../src/load/checkCopies'
import { checkFigure } from '../../../src/load/checkFigure'
import { checkMembers } from '../../../src/load/checkMembers'
import { checkReach } from '../../../src/load/checkReach'
import { checkSources } from '../../../src/load/checkSources'
import { checkTogether } from '../../../src/load/checkTogether'
import type { ClaimIndex } from '../../../src/load/claimIndex'

/**
 * A root of n claims with a source, an experiment, a claim made of others and a figure each, whose documents count how
 * often they are looked at: a check that looks for one document among all of them looks n times n times.
 */
function countedIndex(n: number, bend: (value: Record<string, unknown>) => void = () => undefined) {
  let looks = 0
  const document = (role: SpecDocument['role'], file: string, value: Record<string, unknown>): SpecDocument => {
    bend(value)
    const tree: SpecDocument['tree'] = { type: 'object', offset: 0, length: 0, children: [] }
    const content = { file, value }
    return {
      role,
      text: '',
      tree,
      get file() {
        looks += 1
        return content.file
      },
      get value() {
        looks += 1
        return content.value
      }
    }
  }
  const each = (make: (i: number) => SpecDocument): SpecDocument[] => Array.from({ length: n }, (_, i) => make(i))
  const hypothesis = { kind: 'converges-to', arm: 'adam', target: 1, tolerance: 0.1, over: 'initial-points' }
  const index: ClaimIndex = {
    sources: each((i) =>
      document('source', `s${i}/source.json`, {
        key: `s${i}`,
        via: `s${n - 1 - i}`,
        assumptions: { a: { topic: 't' } }
      })
    ),
    claims: [
      ...each((i) =>
        document('claim', `s${i}/c.json`, {
          id: `s${i}/c`,
          source: { key: `s${i}`, locator: 'x', paraphrase: 'y', viaLocator: 'z' },
          experiment: `e${i}`,
          hypothesis,
          assumptions: [`s${i}/a`]
        })
      ),
      ...each((i) =>
        document('claim', `s${i}/all.json`, {
          id: `s${i}/all`,
          source: { key: `s${i}`, locator: 'x', quote: 'y' },
          hypothesis: { kind: 'all-of', claims: [`s${i}/c`, `s${n - 1 - i}/c`] }
        })
      )
    ],
    experiments: each((i) =>
      document('experiment', `experiments/e${i}.json`, {
        id: `e${i}`,
        kind: 'synthetic',
        assumptions: [`s${i}/a`],
        choices: [{ topic: 't' }],
        profiles: { quick: { seeds: { min: 1, max: 2 } } }
      })
    ),
    datasets: [],
    figures: each((i) =>
      document('figure', `figures/f${i}.json`, {
        id: `f${i}`,
        source: { key: `s${i}` },
        rows: [[{ claim: `s${i}/c`, reported: [] }]]
      })
    ),
    factsOf: datasetFacts
  }
  const check = () => [
    ...index.claims.flatMap((claim) => [...checkClaim(claim, index), ...checkMembers(claim, index)]),
    ...index.figures.flatMap((figure) => checkFigure(figure, index)),
    ...checkSources(index, index),
    ...checkAssumptions(index, index),
    ...checkCopies(index),
    ...checkTogether(index),
    ...checkReach(index)
  ]
  const problems = check()
  return { looks, problems }
}

test.each([
  ['well-formed', () => undefined],
  [
    'where every name leads nowhere',
    (value: Record<string, unknown>) => {
      if ('experiment' in value) Object.assign(value, { experiment: 'none', assumptions: ['none/a'] })
      if ('via' in value) value.via = 'none'
    }
  ]
])('looks at each document as often in a large root as in a small one: %s', (_name, bend) => {
  const [small, large] = [countedIndex(20, bend), countedIndex(200, bend)]
  // It is a root in which something is wrong with every document, so that each check comes to its end.
  expect(large.problems.length).toBeGreaterThan(200)
  // 10 where the looks are linear, 100 where one check is quadratic; suggestions look at 1,000 names at most.
  expect(large.looks / small.looks).toBeLessThan(20)
})
