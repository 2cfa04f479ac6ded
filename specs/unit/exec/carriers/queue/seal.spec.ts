import { Seal } from '../../../../../src/exec/carriers/queue/seal'

const SECRET = 'correct horse battery staple'
const seal = new Seal(SECRET)
const sealed = seal.close('record', 'run 1', '{"loss":1}')

describe('a seal', () => {
  it('gives back what was sealed', () => {
    expect(seal.open('record', 'run 1', sealed)).toBe('{"loss":1}')
    expect(new Seal(SECRET).open('record', 'run 1', sealed)).toBe('{"loss":1}')
  })

  it('opens for no other purpose, about nothing else, by no other secret', () => {
    expect(seal.open('job', 'run 1', sealed)).toBeNull()
    expect(seal.open('record', 'run 2', sealed)).toBeNull()
    expect(new Seal(`${SECRET}.`).open('record', 'run 1', sealed)).toBeNull()
  })

  it('does not take a border between its parts for another one', () => {
    expect(seal.close('record', 'run 1', '","').slice(0, 64)).not.toBe(
      seal.close('record', 'run 1","', '').slice(0, 64)
    )
  })

  it.each(Array.from({ length: sealed.length }, (_, index) => index))('sees a change of character %i', (index) => {
    const other = sealed[index] === '0' ? '1' : '0'
    expect(seal.open('record', 'run 1', sealed.slice(0, index) + other + sealed.slice(index + 1))).toBeNull()
  })

  it.each([undefined, null, 7, {}, '', 'short', sealed.slice(0, -1), sealed.slice(1), 'é'.repeat(80)])(
    'is none: %p',
    (none) => {
      expect(seal.open('record', 'run 1', none)).toBeNull()
    }
  )

  it('keeps those with another secret apart, and says nothing of it', () => {
    expect(seal.namespace).toMatch(/^[0-9a-f]{16}$/)
    expect(new Seal(`${SECRET}.`).namespace).not.toBe(seal.namespace)
  })

  it.each([
    [{}, /CLAIMCHECK_QUEUE_SECRET: .+\n.+at least 24 characters.+\n.+it is not set\n.+openssl rand/],
    [{ CLAIMCHECK_QUEUE_SECRET: 'hunter2' }, /7 characters/]
  ])('wants a secret that is worth the name: %p', (env, message) => {
    expect(() => Seal.of(env)).toThrow(message)
    expect(() => Seal.of(env)).not.toThrow(/hunter2/)
  })
})
