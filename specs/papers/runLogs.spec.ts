import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

const PAPER = path.join(REPOSITORY, 'papers', 'schmidt2021')
const CLAIMS = readdirSync(path.join(PAPER, 'schmidt2021')).filter((name) => name !== 'source.json')
const PROBLEMS = CLAIMS.filter((name) => name !== 'no-clear-gain.json').map((name) =>
  name.replace(/\.json$/, '').replaceAll('-', '_')
)

let project: Project
beforeEach(() => {
  project = new Project()
  cpSync(PAPER, project.path('schmidt2021'), { recursive: true })
})
afterEach(() => project.remove())

/** A run as DeepOBS writes it: evaluated before the first epoch and after each, beside lists of other lengths. */
function writeRun(problem: string, optimizer: string, seed: number, last: number): void {
  const rate = optimizer === 'AMSGrad' ? '1.e-02' : '1.e-03'
  const settings = `num_epochs__2__batch_size__64__beta1__9.e-01__learning_rate__${rate}__use_locking__False`
  const folder = project.path('crowded-valley/results/oneshot/none', problem, optimizer, settings)
  mkdirSync(folder, { recursive: true })
  const losses = [2.5, 1.5, last]
  const run = {
    testproblem: problem,
    batch_size: 64,
    num_epochs: 2,
    random_seed: seed,
    l2_reg: null,
    optimizer_name: optimizer,
    optimizer_hyperparams: { learning_rate: Number(rate), beta1: 0.9, use_locking: false },
    training_params: { lr_sched_epochs: [1, 2], lr_sched_factors: [1, 1] },
    train_losses: losses,
    valid_losses: losses,
    test_losses: losses,
    minibatch_train_losses: [3, 2.5, 2, 1.5, 1],
    train_accuracies: [0.1, 0.5, 0.9],
    valid_accuracies: [0.1, 0.5, 0.9],
    test_accuracies: [0.1, 0.5, 0.9]
  }
  const text = JSON.stringify(run, null, 4)
  writeFileSync(path.join(folder, `random_seed__${seed}__2020-01-10-19-30-${seed - 10}.json`), text)
}

/** Ten seeds of both, AMSGrad's losses being so many times Adam's. */
function writeRuns(problem: string, ratio: number): void {
  for (let seed = 42; seed < 52; seed++) {
    const noise = 1 + 0.001 * ((seed * 7) % 5)
    writeRun(problem, 'AdamOptimizer', seed, noise)
    writeRun(problem, 'AMSGrad', seed, ratio * (2.004 - noise))
  }
}

interface Answer {
  readonly claims: readonly {
    readonly claim: { readonly id: string }
    readonly kind: string
    readonly remedy?: string
    readonly judgement?: { readonly verdict: { readonly outcome: string } }
  }[]
}

const verify = (env: Record<string, string> = {}) => {
  const { stdout, stderr } = project.run(['verify', './schmidt2021', '--json'], env)
  expect(stderr).not.toContain('cannot be used')
  return (JSON.parse(stdout) as Answer).claims
}

describe('the published runs of a benchmark, as DeepOBS lays them out', () => {
  it('are judged where a reader has them: one of eight problems where AMSGrad gains, and the headline with it', () => {
    expect(PROBLEMS).toHaveLength(8)
    for (const problem of PROBLEMS) writeRuns(problem, problem === 'mnist_vae' ? 0.8 : 1)
    // Of optimizers that no arm is, nothing is read.
    writeRun('mnist_vae', 'MomentumOptimizer', 42, 0.1)
    const claims = verify({ CROWDED_VALLEY_RESULTS: project.path('crowded-valley') })
    const outcomes = Object.fromEntries(claims.map(({ claim, judgement }) => [claim.id, judgement?.verdict.outcome]))
    const expected = Object.fromEntries(
      PROBLEMS.map((problem) => [
        `schmidt2021/${problem.replaceAll('_', '-')}`,
        problem === 'mnist_vae' ? 'refuted' : 'reproduced'
      ])
    )
    expect(outcomes).toEqual({ ...expected, 'schmidt2021/no-clear-gain': 'refuted' })
  })

  it('that are not there are missing, and the claims say how to get them', () => {
    const claims = verify()
    expect(new Set(claims.map(({ kind }) => kind))).toEqual(new Set(['could-not-run']))
    expect(claims[0]!.remedy).toContain('git clone')
  })
})
