import { Project } from '../support/project'

jest.setTimeout(180_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

interface ReportJson {
  readonly claims: readonly {
    readonly claim: { readonly id: string }
    readonly kind: string
    readonly judgement: {
      readonly verdict: { readonly outcome: string; readonly subtype: string | null }
      readonly sentence: string
      readonly analysis: Record<string, unknown> & {
        readonly sequential?: { readonly decidedAt: number | null } | null
      }
    }
  }[]
}

const ANYTIME = { alpha: 0.05, mode: 'anytime-valid', seeds: { min: 6, max: 20 } }
/** AMSGrad with half of Adam's step: after ten epochs it is far behind. */
const SLOW_AMSGRAD = {
  training: { batchSize: 128, epochs: 10 },
  arms: {
    adam: { optimizer: { name: 'Adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, variant: 'pytorch' } },
    amsgrad: { optimizer: { name: 'AMSGrad', learningRate: 0.005, beta1: 0.9, beta2: 0.999, variant: 'pytorch' } }
  }
}

function verify(args: readonly string[] = []): ReportJson {
  const { stdout, stderr } = project.run(['verify', '--json', ...args])
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as ReportJson
}

describe('adding seeds until decided', () => {
  it('stops at the first look that decides', () => {
    project.writeDigitsClaim({ decision: ANYTIME }, SLOW_AMSGRAD)
    const [claim] = verify().claims
    expect(claim!.judgement.verdict.outcome).toBe('refuted')
    expect(claim!.judgement.analysis.sequential!.decidedAt).toBeLessThan(20)
    // No more pairs were trained than the rounds asked for.
    expect(Object.keys(project.results()).length).toBeLessThan(40)
  })

  it('gives the same report whatever the number of workers, and from the store', () => {
    project.writeDigitsClaim({ decision: ANYTIME }, SLOW_AMSGRAD)
    const first = project.run(['verify', '--json', '--jobs', '2', '--store', 'a'])
    const second = project.run(['verify', '--json', '--jobs', '1', '--store', 'b'])
    const again = project.run(['verify', '--json', '--jobs', '2', '--store', 'a'])
    const judged = ({ stdout }: { stdout: string }) => (JSON.parse(stdout) as ReportJson).claims
    expect(judged(second)).toEqual(judged(first))
    expect(again.stdout).toBe(first.stdout)
  })

  it('goes on for how a claim is refuted, the same whatever the number of workers, and from the store', () => {
    const optimizer = { beta1: 0.9, beta2: 0.999, variant: 'pytorch' }
    // A little less than 1 % above Adam by a step that much shorter: higher at once, and by how much takes longer.
    const arms = {
      adam: { optimizer: { name: 'Adam', learningRate: 0.01, ...optimizer } },
      amsgrad: { optimizer: { name: 'AMSGrad', learningRate: 0.0093, ...optimizer } }
    }
    const decision = { ...ANYTIME, method: 'mixture-t', subtypeSeeds: 16 }
    project.writeDigitsClaim({ decision }, { arms })
    const first = project.run(['verify', '--json', '--jobs', '2', '--store', 'a'])
    const [claim] = (JSON.parse(first.stdout) as ReportJson).claims
    expect(claim!.judgement.verdict.outcome).toBe('refuted')
    const { sequential, subtypeLooks } = claim!.judgement.analysis as {
      sequential: { decidedAt: number }
      subtypeLooks: { atStop: string; entered: number; max: number }
    }
    expect(subtypeLooks).toMatchObject({ atStop: 'higher', max: 16 })
    expect(subtypeLooks.entered).toBeGreaterThan(sequential.decidedAt)
    expect(claim!.judgement.sentence).toContain(
      `To learn how, seeds went on to ${subtypeLooks.entered} of at most 16 pairs`
    )
    const judged = ({ stdout }: { stdout: string }) => (JSON.parse(stdout) as ReportJson).claims
    expect(judged(project.run(['verify', '--json', '--jobs', '1', '--store', 'b']))).toEqual(judged(first))
    expect(project.run(['verify', '--json', '--jobs', '2', '--store', 'a']).stdout).toBe(first.stdout)
  })

  it('ends at the budget, undecided, and says how many more seeds are expected to decide', () => {
    project.writeDigitsClaim({ decision: { ...ANYTIME, seeds: { min: 3, max: 5 } } }, SLOW_AMSGRAD)
    const [claim] = verify().claims
    // Five signs cannot reach 1/alpha = 20: E is at most 2^5/2.
    expect(claim!.judgement.verdict.outcome).toBe('inconclusive')
    expect(Object.keys(project.results())).toHaveLength(10)
  })
})

describe('claims of other kinds', () => {
  it('are judged by one call: arithmetic, invariant, all-of and what it names', () => {
    project.writeOnlineClaims()
    const source = { key: 'toy', citation: 'A. Author: A title. 2020.', locator: 'Section 1', quote: 'As claimed.' }
    const write = (slug: string, rest: object) =>
      project.write(`claims/toy/${slug}.json`, {
        id: `toy/${slug}`,
        source,
        statement: `${slug} holds.`,
        expected: {},
        ...rest
      })
    write('epochs', {
      family: 'toy-numbers',
      hypothesis: { kind: 'arithmetic', expression: '5000 * 128 / 50000', low: 10, high: 20 }
    })
    write('step', {
      family: 'toy-step',
      experiment: 'online',
      hypothesis: { kind: 'invariant', arm: 'adam', property: 'effective-step-never-grows' }
    })
    write('both', {
      family: 'toy-both',
      hypothesis: { kind: 'all-of', claims: ['toy/online-adam', 'toy/online-amsgrad', 'toy/epochs'] }
    })
    const { claims } = verify()
    const outcomes = Object.fromEntries(claims.map(({ claim, judgement }) => [claim.id, judgement?.verdict.outcome]))
    expect(outcomes).toEqual({
      'toy/both': 'reproduced',
      'toy/epochs': 'reproduced',
      'toy/online-adam': 'reproduced',
      'toy/online-amsgrad': 'reproduced',
      'toy/step': 'refuted'
    })
    // Naming the whole brings its parts along.
    const named = verify(['toy/both'])
    expect(named.claims.map(({ claim }) => claim.id)).toEqual([
      'toy/both',
      'toy/epochs',
      'toy/online-adam',
      'toy/online-amsgrad'
    ])
  })

  it('a whole cannot be judged where one of its parts could not run, and says which', () => {
    project.writeOnlineClaims()
    project.writeDigitsClaim(
      {},
      { data: { dataset: 'mnist', trainImages: 256, validationImages: 100, testImages: 100, pixelScale: 255 } }
    )
    project.write('claims/toy/whole.json', {
      id: 'toy/whole',
      source: { key: 'toy', citation: 'A. Author: A title. 2020.', locator: 'Section 1', quote: 'All of it.' },
      statement: 'All of it holds.',
      family: 'toy-whole',
      hypothesis: { kind: 'all-of', claims: ['toy/online-adam', 'toy/digits-loss'] },
      expected: {}
    })
    const env = { CLAIMCHECK_DATA_DIR: '', CLAIMCHECK_CACHE_DIR: project.path('cache') }
    const { stdout } = project.run(['verify', '--json'], env)
    const whole = (JSON.parse(stdout) as ReportJson).claims.find(({ claim }) => claim.id === 'toy/whole')
    expect(whole).toMatchObject({ kind: 'could-not-run', cause: 'missing-data' })
    expect(JSON.stringify(whole)).toMatch(/toy\/digits-loss: /)
  })
})
