import type { SourceFile } from '../../../src/claims/fileTypes'
import { assumptionsOfClaim, NOTHING_SHARED, resolveReference, type SharedFiles } from '../../../src/claims/sources'
import type { ClaimFile } from '../../../src/kinds'
import type { ExperimentFile } from '../../../src/runs/runKinds'

const study: SourceFile = { key: 'study', citation: 'B. Author: A reproduction. 2019.' }
const paper: SourceFile = {
  key: 'paper',
  citation: 'A. Author: A title. 2018.',
  via: 'study',
  assumptions: {
    loss: { topic: 'loss function', gap: 'not stated', choice: 'categorical', alternatives: ['binary'] },
    'margin-0': { topic: 'size of the effect', gap: 'not stated', choice: 'any' }
  }
}
const sources = new Map([study, paper].map((source) => [source.key, source]))

describe('resolveReference', () => {
  it("takes the citation from the source's file, and says through which text the source is known", () => {
    expect(resolveReference('paper', {}, sources)).toEqual({
      citation: 'A. Author: A title. 2018.',
      via: 'B. Author: A reproduction. 2019'
    })
    expect(resolveReference('paper', { viaLocator: 'section II' }, sources).via).toBe(
      'B. Author: A reproduction. 2019, section II'
    )
    expect(resolveReference('study', {}, sources).via).toBeNull()
  })

  it('prefers what stands in the claim itself', () => {
    const stated = { citation: 'Another.', via: 'Another one, page 2' }
    expect(resolveReference('paper', stated, sources)).toEqual(stated)
    expect(resolveReference('paper', { via: null }, sources).via).toBeNull()
    expect(resolveReference('unknown', stated, new Map())).toEqual(stated)
  })
})

describe('assumptionsOfClaim', () => {
  const epsilon = { topic: 'epsilon', gap: 'not stated', choice: '1e-8' }
  const shared = (assumptions?: ExperimentFile['assumptions']): SharedFiles => ({
    sources,
    experiments: new Map([['digits', { id: 'digits', ...(assumptions && { assumptions }) } as ExperimentFile]])
  })
  const claim = (assumptions?: ClaimFile['assumptions']) => ({
    experiment: 'digits',
    ...(assumptions && { assumptions })
  })
  const topics = (...args: Parameters<typeof assumptionsOfClaim>) =>
    assumptionsOfClaim(...args).map(({ topic, choice }) => `${topic}: ${choice}`)

  it("gives the claim's own, then those of its experiment, each in the order of its file", () => {
    expect(topics(claim(['paper/margin-0', epsilon]), shared(['paper/loss']))).toEqual([
      'size of the effect: any',
      'epsilon: 1e-8',
      'loss function: categorical'
    ])
  })

  it('gives an assumption without alternatives an empty list of them, wherever it stands', () => {
    const all = assumptionsOfClaim(claim(['paper/margin-0', epsilon]), shared(['paper/loss']))
    expect(all.map(({ alternatives }) => alternatives)).toEqual([[], [], ['binary']])
  })

  it("lets the claim's stand for the experiment's on the same topic", () => {
    const own = { topic: 'loss function', gap: 'not stated', choice: 'binary' }
    expect(topics(claim([own]), shared(['paper/loss', epsilon]))).toEqual(['loss function: binary', 'epsilon: 1e-8'])
  })

  it('leaves a claim that states everything as it is', () => {
    expect(topics(claim([epsilon, epsilon]), shared())).toEqual(['epsilon: 1e-8', 'epsilon: 1e-8'])
    expect(topics({ experiment: null, assumptions: [epsilon] }, NOTHING_SHARED)).toEqual(['epsilon: 1e-8'])
    expect(topics({}, NOTHING_SHARED)).toEqual([])
  })
})
