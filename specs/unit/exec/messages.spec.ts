import { InfrastructureError, InputError, UnavailableError } from '../../../src/errors'
import { receivedError, sendableError } from '../../../src/exec/messages'

class DiskError extends InfrastructureError {}

const details = { where: 'a.json:3', expected: 'a number', received: '"x"', remedy: 'write a number' }

describe('an error sent and received', () => {
  test.each([InputError, UnavailableError, InfrastructureError])('%p keeps class, message and details', (Class) => {
    const error = new Class('wrong value', details)
    const received = receivedError(structuredClone(sendableError(error)))
    expect(received).toBeInstanceOf(Class)
    expect(received.name).toBe(error.name)
    expect(received.message).toBe(error.message)
    expect(received.details).toEqual(details)
    expect(received.cause).toBe(error.stack)
  })

  test('a subclass arrives as the class that the exit code depends on', () => {
    const sent = sendableError(new DiskError('no space'))
    expect(sent.deliberate).toBe(true)
    expect(receivedError(sent)).toBeInstanceOf(InfrastructureError)
  })

  test.each([
    [new RangeError('Array buffer allocation failed'), 'RangeError: Array buffer allocation failed'],
    ['a string', 'Error: a string'],
    [undefined, 'Error: undefined']
  ])('%p is a surprise and arrives as an infrastructure failure', (thrown, message) => {
    const sent = sendableError(thrown)
    expect(sent.deliberate).toBe(false)
    expect(receivedError(sent)).toBeInstanceOf(InfrastructureError)
    expect(receivedError(sent).message).toBe(message)
  })
})
