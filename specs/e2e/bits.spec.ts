import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { CHECKPOINT_VARIABLE } from '../../src/exec/checkpointClock'
import { CheckpointStore } from '../../src/store/checkpoints'
import { RunStore } from '../../src/store/store'
import { Project } from '../support/project'

jest.setTimeout(240_000)

/** Its splits of 1,197, 300 and 300 images fill no vectors. */
const CLAIM = 'claimcheck/digits-logreg-train-loss'

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

function verify(store: string, ...args: readonly string[]): Record<string, string> {
  const { status, stderr } = project.run(['verify', CLAIM, '--bundled', '--store', store, ...args])
  expect({ status, failed: stderr.match(/.*(?:failed|not reproducible).*/g) }).toEqual({ status: 0, failed: null })
  return project.results(store)
}

describe('the records of the shipped claim on digits', () => {
  it('are the same bytes for every number of workers', () => {
    const one = verify('one', '--jobs', '1')
    expect(Object.keys(one).length).toBeGreaterThanOrEqual(20)
    for (const jobs of ['2', '3']) expect(verify(`jobs-${jobs}`, '--jobs', jobs)).toEqual(one)
  })

  it('are the same bytes where one of each pair, then every third, is made anew', () => {
    const whole = verify('store', '--jobs', '2')
    const keys = Object.keys(whole)
    for (const lost of [keys.filter((_, index) => index % 2 === 0), keys.filter((_, index) => index % 3 === 0)]) {
      const store = new RunStore(project.path('store'))
      for (const key of lost) rmSync(store.fileOf(key))
      expect(Object.keys(project.results('store'))).toHaveLength(keys.length - lost.length)
      expect(verify('store', '--jobs', '1')).toEqual(whole)
    }
  })

  it('are the same bytes where two equal commands work on one store at once, with other numbers of workers', async () => {
    const whole = verify('whole', '--jobs', '2')
    const children = ['1', '2'].map((jobs) =>
      project.start(['verify', CLAIM, '--bundled', '--store', 'shared', '--jobs', jobs])
    )
    const texts = children.map((child) => {
      const parts: string[] = []
      child.stderr!.setEncoding('utf8').on('data', (text: string) => parts.push(text))
      return parts
    })
    const ends = await Promise.all(children.map((child) => once(child, 'exit')))
    expect({ ends, texts: texts.map((parts) => parts.join('').match(/.*(?:failed|not reproducible).*/g)) }).toEqual({
      ends: [
        [0, null],
        [0, null]
      ],
      texts: [null, null]
    })
    expect(project.results('shared')).toEqual(whole)
  })

  // Windows has no SIGKILL: a process that is ended there may still be inside a call.
  const onPosix = process.platform === 'win32' ? it.skip : it
  onPosix(
    'are the same bytes after kill -9, where one run of a cohort lost its checkpoint and begins anew, alone',
    async () => {
      const whole = verify('whole')
      await killedOnTheWay('killed')
      const left = checkpointsOf('killed').list()
      expect(left.length).toBeGreaterThan(1)
      rmSync(left[0]!.file)
      expect(verify('killed')).toEqual(whole)
    }
  )
})

const checkpointsOf = (store: string) => new CheckpointStore(project.path(store))

/** Starts the program, and kills it when two runs have a checkpoint. Its workers notice, and end. */
async function killedOnTheWay(store: string): Promise<void> {
  const args = ['verify', CLAIM, '--bundled', '--jobs', '1', '--store', store]
  const child: ChildProcess = project.start(args, { [CHECKPOINT_VARIABLE]: '0' })
  while (checkpointsOf(store).list().length < 2) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before there were checkpoints`)
    await delay(1)
  }
  child.kill('SIGKILL')
  await once(child, 'exit')
  const sizes = () => JSON.stringify(checkpointsOf(store).list())
  for (let before = ''; before !== sizes(); await delay(500)) before = sizes()
}

describe('the records of a synthetic claim', () => {
  it('are the same bytes beside runs of networks in the same worker, down to the smallest numbers', () => {
    const optimizer = { learningRate: 1e-311, beta1: 0.9, beta2: 0.99, variant: 'paper', projection: 'box' }
    const arms = {
      adam: { optimizer: { name: 'Adam', ...optimizer } },
      amsgrad: { optimizer: { name: 'AMSGrad', ...optimizer } }
    }
    project.writeOnlineClaims({ expected: {} }, { arms, numSteps: 2000 })
    project.writeDigitsClaim({ decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 5 } } })
    const run = (store: string, ...claims: readonly string[]) => {
      const { stderr } = project.run(['verify', ...claims, '--jobs', '1', '--store', store])
      expect(stderr).not.toMatch(/failed/)
      return project.results(store)
    }
    const alone = run('alone', 'toy/online-adam', 'toy/online-amsgrad')
    // Otherwise there would be nothing to lose.
    expect(Object.values(alone).join()).toMatch(/e-3(?:0[89]|1\d)/)
    expect(run('beside')).toMatchObject(alone)
  })
})
