import { createProgramEngine } from '../../../../src/engine/program/programEngine'
import { runSpec } from '../scalar/runSpecs'

const context = {
  loadDataset: () => {
    throw new Error('a program needs no data of ours')
  },
  onProgress: () => undefined,
  onOutcome: () => undefined,
  isCheckpointDue: () => false,
  readCheckpoint: () => null,
  writeCheckpoint: () => undefined
}

describe('the engine of programs', () => {
  const engine = createProgramEngine()

  it('is what starts commands and reads what they come to', async () => {
    expect(engine.supports).toEqual(['program'])
    expect(await engine.identity()).toEqual({
      name: 'program',
      version: 'claimcheck',
      backend: 'process',
      instructionSet: '',
      lowering: null,
      numerics: expect.stringMatching(/^[0-9a-f]{64}$/)
    })
  })

  it('executes no other runs', async () => {
    await expect(engine.executeCohort([runSpec()], context)).rejects.toThrow('cannot execute this run')
  })
})
