import type { EngineState } from '../../../src/engine/engineDefinition'
import { type EngineVariant, rankEngines } from '../../../src/engine/rankEngines'
import { FAKE_IDENTITY } from '../../support/fakeEngine'

const WORKING: EngineState = { kind: 'working', identity: FAKE_IDENTITY, device: 'CPU' }
const ABSENT: EngineState = { kind: 'absent', remedy: 'npm install it' }
const BROKEN: EngineState = { kind: 'broken', reason: 'no binary', remedy: 'npm rebuild it' }

function variants(states: Readonly<Record<string, EngineState>>, tfjs: string | null = null): EngineVariant[] {
  return Object.entries(states).map(([name, state]) => {
    const [engine, variant] = name.split(':') as [string, string]
    const forced = tfjs === null || engine !== 'tfjs' ? null : { by: 'CLAIMCHECK_TFJS_BACKEND', variant: tfjs }
    return { engine, variant, packageName: `the-package-of-${engine}`, state, forced }
  })
}

function ranked(states: Readonly<Record<string, EngineState>>, forced: string | null = null): Record<string, string> {
  const probes = rankEngines(variants(states, forced))
  return Object.fromEntries(
    probes.map(({ engine, backend, chosen, why }) => [`${chosen ? '*' : ''}${engine}:${backend}`, why])
  )
}

describe('rankEngines', () => {
  it('auto takes the first that works, and each other one is told what goes before it', () => {
    const states = { 'onnx:nchwc': WORKING, 'onnx:plain': WORKING, 'tfjs:wasm': WORKING, 'tfjs:cpu': WORKING }
    expect(ranked(states)).toEqual({
      '*onnx:nchwc': 'the first that works',
      'onnx:plain': 'onnx:nchwc goes before it',
      'tfjs:wasm': 'onnx:nchwc goes before it; --engine tfjs takes it',
      'tfjs:cpu': 'tfjs:wasm goes before it'
    })
  })

  it('what is absent or broken is passed over, and says which of the two it is', () => {
    const states = { 'onnx:nchwc': BROKEN, 'onnx:plain': ABSENT, 'tfjs:wasm': WORKING }
    expect(ranked(states)).toEqual({
      'onnx:nchwc': 'the-package-of-onnx is installed but does not work here',
      'onnx:plain': 'the-package-of-onnx is not installed',
      '*tfjs:wasm': 'the first that works'
    })
  })

  it('nothing is chosen where nothing works', () => {
    expect(rankEngines(variants({ 'onnx:plain': ABSENT, 'tfjs:wasm': BROKEN })).some(({ chosen }) => chosen)).toBe(
      false
    )
  })

  it('the environment chooses among the variants of tfjs, not between engines', () => {
    const tfjs = { 'tfjs:wasm': WORKING, 'tfjs:cpu': WORKING }
    expect(ranked({ 'onnx:plain': WORKING, ...tfjs }, 'cpu')).toEqual({
      '*onnx:plain': 'the first that works',
      'tfjs:wasm': 'CLAIMCHECK_TFJS_BACKEND asks for cpu',
      'tfjs:cpu': 'onnx:plain goes before it; --engine tfjs takes it'
    })
    expect(ranked({ 'onnx:plain': ABSENT, ...tfjs }, 'cpu')).toMatchObject({
      'tfjs:wasm': 'CLAIMCHECK_TFJS_BACKEND asks for cpu',
      '*tfjs:cpu': 'CLAIMCHECK_TFJS_BACKEND asks for cpu'
    })
  })

  it('a variant that the environment asks for and that does not work is not replaced in secret', () => {
    const states = { 'onnx:plain': ABSENT, 'tfjs:wasm': WORKING, 'tfjs:cpu': BROKEN }
    expect(rankEngines(variants(states, 'cpu')).some(({ chosen }) => chosen)).toBe(false)
  })
})
