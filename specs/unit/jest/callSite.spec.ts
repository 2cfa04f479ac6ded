import { InfrastructureError, InputError } from '../../../src/errors'
import { CallSite } from '../../../src/jest/callSite'

const entry = (): CallSite => inner()
const inner = (): CallSite => new CallSite(entry)
/** The two lines above. */
const WITHIN = /callSite\.spec\.ts:[45]:/

describe('CallSite', () => {
  it('puts the caller in the place of where an error of ours was raised', () => {
    const error = new InputError('wrong', { expected: 'right' })
    error.cause = 'the stack of a worker'
    expect(entry().blame(error)).toBe(error)
    expect(error.message).toBe('wrong\n  expected: right')
    expect(error.stack).toMatch(/^wrong\n {2}expected: right\n +at .*callSite\.spec\.ts:\d+:\d+/)
    expect(error.stack).not.toMatch(WITHIN)
    expect('cause' in error).toBe(false)
  })

  it('does so for a failed expectation', () => {
    let failure: unknown
    try {
      expect(1).toBe(2)
    } catch (error) {
      failure = entry().blame(error)
    }
    expect((failure as Error).stack).toMatch(/Expected: 2[\s\S]*callSite\.spec\.ts/)
    expect((failure as Error).stack).not.toMatch(WITHIN)
  })

  it('keeps the trace of a defect', () => {
    const defect = new TypeError('undefined is not a function')
    const { stack } = defect
    expect((entry().blame(defect) as Error).stack).toBe(stack)
    expect(entry().blame('not even an error')).toBe('not even an error')
  })

  it('works for every class of ours', () => {
    expect((entry().blame(new InfrastructureError('full')) as Error).stack).toMatch(/^full\n/)
  })
})
