import { runKey } from '../../../../src/plan/runKey'
import { ANY_ENGINE } from '../../../../src/runs/anyEngine'
import { applyProfile } from '../../../../src/runs/profiles'
import { program } from '../../../../src/runs/program/program'
import { resolveProgram } from '../../../../src/runs/program/resolve'
import type { ProgramFacts, ProgramFile } from '../../../../src/runs/program/types'
import { recordedSpec } from '../../../../src/runs/recordedSpec'
import { resolveRunSpec } from '../../../../src/runs/resolveRunSpec'
import type { RunChoice } from '../../../../src/runs/types'

const FILE: ProgramFile = {
  id: 'script',
  kind: 'program',
  description: 'A script.',
  sourceProtocol: 'Twenty epochs.',
  command: ['python', 'train.py', '{args}', '--seed', '{seed}'],
  settings: { epochs: 20, nesterov: true },
  arms: { adam: { settings: { optimizer: 'adam', epochs: 30 } }, sgd: { settings: { optimizer: 'sgd' } } },
  metrics: { 'train.loss': { from: 'loss', unit: 'epoch', better: 'lower', bounds: [0, null] }, 'test.accuracy': {} },
  profiles: { quick: { departure: '1 epoch instead of 20', settings: { epochs: 1 }, limits: { seconds: 60 } } }
}
const FACTS: ProgramFacts = { folder: '/there', inputFiles: ['train.py'], inputs: 'a', data: null, captured: 'c' }

const experiment = resolveProgram(FILE)
const choice: RunChoice = { arm: 'adam', setting: {}, seed: 3, initialPoint: null }

function specOf(file: Partial<ProgramFile> = {}, changes: Partial<RunChoice> = {}, facts: ProgramFacts | null = FACTS) {
  const resolved = resolveProgram({ ...FILE, ...file })
  return resolveRunSpec(resolved, { ...choice, ...changes }, ANY_ENGINE, null, facts)
}
const keyOf = (...args: Parameters<typeof specOf>) => runKey(specOf(...args))

describe('an experiment of a program', () => {
  it('puts settings of the grid before those of an arm, and these before those of all arms', () => {
    expect(specOf()).toMatchObject({ settings: { epochs: 30, nesterov: true, optimizer: 'adam' } })
    expect(specOf({}, { setting: { epochs: 5, lr: 0.1 } })).toMatchObject({ settings: { epochs: 5, lr: 0.1 } })
  })

  it('puts what a profile says before what an arm says, limits too', () => {
    const quick = applyProfile(experiment, 'quick')
    expect(resolveRunSpec(quick, choice, ANY_ENGINE, null, FACTS)).toMatchObject({
      settings: { epochs: 1, nesterov: true, optimizer: 'adam' },
      conduct: { limits: { seconds: 60, retries: 0 } }
    })
  })

  it('takes an accuracy for a share, the better the higher', () => {
    expect(program.metrics(experiment)).toEqual({
      'train.loss': { unit: 'epoch', better: 'lower', bounds: [0, Infinity] },
      'test.accuracy': { unit: null, better: 'higher', bounds: [0, 1] }
    })
  })

  it('says settings by the style that its command asks for, where it states none', () => {
    expect(experiment.args).toEqual({ style: 'argparse' })
    expect(resolveProgram({ ...FILE, command: ['./train'] }).args).toEqual({ style: 'none' })
    expect(resolveProgram({ ...FILE, args: 'hydra' }).args).toEqual({ style: 'hydra' })
  })

  it('draws from the streams that its command names', () => {
    expect(program.streams(experiment)).toEqual([])
    const command = ['train', '{seed.order}', '--init={seed.init}']
    expect(program.streams(resolveProgram({ ...FILE, command }))).toEqual(['init', 'order'])
  })
})

describe('the key of a run of a program', () => {
  it.each([
    ['the command', { command: ['python3', 'train.py', '{args}', '--seed', '{seed}'] }, {}, FACTS],
    ['a setting', { settings: { epochs: 20, nesterov: false } }, {}, FACTS],
    ['a variable', { environment: { set: { A: '1' } } }, {}, FACTS],
    ['its threads', { resources: { cores: 2 } }, {}, FACTS],
    ['the seed', {}, { seed: 4 }, FACTS],
    ['an input', {}, {}, { ...FACTS, inputs: 'b' }],
    ['the data', {}, {}, { ...FACTS, data: 'b' }],
    ['what it runs in', {}, {}, { ...FACTS, captured: 'd' }]
  ] as const)('changes with %s', (_, file, changes, facts) => {
    expect(keyOf(file, changes, facts)).not.toBe(keyOf())
  })

  it.each([
    ['how long it may take', { limits: { seconds: 5 } }, FACTS],
    ['its memory', { resources: { memoryMiB: 4096 } }, FACTS],
    ['where it lies', {}, { ...FACTS, folder: '/elsewhere' }]
  ] as const)('does not change with %s', (_, file, facts) => {
    expect(keyOf(file, {}, facts)).toBe(keyOf())
  })

  it('holds the name of the arm and the profile only where the program is told', () => {
    const arms = { ...FILE.arms, also: FILE.arms.adam! }
    expect(keyOf({ arms }, { arm: 'also' })).toBe(keyOf())
    const command = [...FILE.command, '--name', '{arm}']
    expect(keyOf({ arms, command }, { arm: 'also' })).not.toBe(keyOf({ arms, command }))
  })

  it('is of what a record holds: nothing of this machine', () => {
    const recorded = recordedSpec(specOf())
    expect(JSON.stringify(recorded)).not.toContain('there')
    expect(runKey(recorded)).toBe(keyOf())
  })
})

describe('a run of a program', () => {
  it('is told by its script and its settings', () => {
    const spec = specOf()
    if (spec.kind !== 'program') throw new Error('it is one')
    expect(program.describe(spec)).toBe('train.py epochs=30 nesterov=true optimizer=adam')
    expect(program.facts(spec)).toMatchObject({ command: 'python train.py {args} --seed {seed}', inputsDigest: 'a' })
  })

  it('takes what the experiment says, for the schedule', () => {
    const spec = specOf({ resources: { cores: 4, gpus: 1, memoryMiB: 100, seconds: 7 } })
    if (spec.kind !== 'program') throw new Error('it is one')
    expect(program.share!(spec)).toEqual({ cores: 4, gpus: 1 })
    expect(program.memory([spec])).toEqual({ sharedBytes: 0, memberBytes: 100 * 2 ** 20 })
    expect(program.cost(spec, { overheadMs: 20 })).toEqual({ sharedMs: 0, memberMs: 7020 })
    // Before anybody has looked at the machine too: a test's time limit is made of it.
    const unseen = specOf({ resources: { seconds: 7 } }, {}, null)
    if (unseen.kind !== 'program') throw new Error('it is one')
    expect(program.cost(unseen, { overheadMs: 20 })).toEqual({ sharedMs: 0, memberMs: 7020 })
  })
})
