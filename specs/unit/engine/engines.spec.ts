import { choiceFor, choicesInWords, ENGINES, engineFor, enginesOf } from '../../../src/engine/engines'
import { ANY_ENGINE } from '../../../src/runs/anyEngine'
import { runSpec } from './scalar/runSpecs'

describe('the engines', () => {
  it('have names of their own, which no choice of another can be taken for', () => {
    const names = ENGINES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^(?!auto$)[a-z][a-z0-9-]*$/)
  })

  it('say of their variants which one works everywhere, and refuse what is none', () => {
    for (const { variants, everywhere, create } of ENGINES) {
      if (variants.length > 0 && everywhere !== null) expect(variants).toContain(everywhere)
      const made = (() => {
        try {
          return create('no-such-variant')
        } catch (error) {
          return error
        }
      })()
      expect(made === null || (made as Error).name === 'InputError').toBe(true)
    }
  })
})

describe('--engine', () => {
  it('chooses where there is a choice, and leaves a kind of run with a single engine alone', () => {
    expect(enginesOf('synthetic').map(({ name }) => name)).toEqual(['scalar'])
    expect(choiceFor('synthetic', 'tfjs:wasm')).toBe('scalar')
    expect(enginesOf('classification').map(({ name }) => name)).toEqual(['onnx', 'tfjs'])
    expect(choiceFor('classification', 'tfjs:wasm')).toBe('tfjs:wasm')
  })

  it('is explained by the list', () => {
    expect(choicesInWords('auto (the fastest that works)')).toBe(
      'auto (the fastest that works), onnx, tfjs, or one in a variant: tfjs:wasm'
    )
    expect(choicesInWords('auto', enginesOf('synthetic'))).toBe('auto, scalar')
  })
})

describe('the engine of a run', () => {
  it('is that of its spec, and where nobody knows it the one that every machine has', () => {
    expect(engineFor(runSpec()).name).toBe('scalar')
    expect(engineFor({ kind: 'classification', engine: { ...ANY_ENGINE, name: 'onnx' } }).name).toBe('onnx')
    expect(engineFor({ kind: 'classification', engine: ANY_ENGINE }).name).toBe('tfjs')
    // A run is never estimated as on an engine that does not execute such runs.
    expect(engineFor({ kind: 'synthetic', engine: { ...ANY_ENGINE, name: 'onnx' } }).name).toBe('scalar')
  })
})
