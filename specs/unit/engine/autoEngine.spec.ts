import { AutoEngine, type EngineCandidate } from '../../../src/engine/autoEngine'
import type { Engine } from '../../../src/engine/engine'
import { UnavailableError } from '../../../src/errors'
import { executeRun } from '../../support/executeRun'
import { FAKE_IDENTITY } from '../../support/fakeEngine'
import { trainingSpec } from '../plan/runs'

const OUTCOME = { status: { kind: 'completed' }, metrics: {} } as const

interface Behaviour {
  readonly identity?: Error
  readonly create?: Error
}

/** A candidate that notes when it is made and asked. */
function candidate(name: string, log: string[], { identity, create }: Behaviour = {}): EngineCandidate {
  const engine: Engine = {
    name,
    supports: ['classification'],
    identity: async () => {
      log.push(`${name} asked`)
      if (identity !== undefined) throw identity
      return { ...FAKE_IDENTITY, name }
    },
    executeCohort: async (cohort, context) => {
      for (const index of cohort.keys()) context.onOutcome(index, OUTCOME)
      log.push(`${name} executed`)
    }
  }
  return {
    name,
    create: () => {
      log.push(`${name} made`)
      if (create !== undefined) throw create
      return engine
    }
  }
}

const context = {
  loadDataset: () => {
    throw new Error('no data')
  },
  onProgress: () => undefined
}

describe('AutoEngine', () => {
  let log: string[]
  beforeEach(() => {
    log = []
  })

  it('takes the first that works and does not touch the others', async () => {
    const engine = new AutoEngine('classification', [candidate('onnx', log), candidate('tfjs', log)])
    expect(log).toEqual([])
    expect(await engine.identity()).toMatchObject({ name: 'onnx' })
    expect(engine.name).toBe('onnx')
    expect(engine.passedOver).toEqual([])
    expect(log).toContain('onnx asked')
    expect(log.join()).not.toContain('tfjs')
  })

  it('chooses once, though it is asked twice at a time', async () => {
    const engine = new AutoEngine('classification', [candidate('onnx', log)])
    await Promise.all([engine.identity(), engine.identity()])
    expect(log.filter((entry) => entry === 'onnx made')).toHaveLength(1)
  })

  it.each<[string, Behaviour, string]>([
    [
      'is not installed',
      {
        identity: new UnavailableError('ONNX Runtime cannot be loaded', {
          received: 'no\nbinary',
          remedy: 'install it'
        })
      },
      'onnx: ONNX Runtime cannot be loaded; no; install it'
    ],
    [
      'fails while it is loaded',
      { create: new Error('Cannot find module x\nRequire stack') },
      'onnx: Cannot find module x'
    ]
  ])('goes on to the next where one %s, and remembers why', async (_what, behaviour, line) => {
    const engine = new AutoEngine('classification', [candidate('onnx', log, behaviour), candidate('tfjs', log)])
    expect(await executeRun(engine, trainingSpec(), context)).toEqual(OUTCOME)
    expect(engine.name).toBe('tfjs')
    expect(engine.passedOver).toEqual([line])
    expect(log.at(-1)).toBe('tfjs executed')
  })

  it('fails as the last one does, where none works', async () => {
    const nothing = new UnavailableError('no backend works here')
    const engine = new AutoEngine('classification', [
      candidate('onnx', log, { identity: new UnavailableError('not this one') }),
      candidate('tfjs', log, { identity: nothing })
    ])
    await expect(engine.identity()).rejects.toBe(nothing)
  })
})
