import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { inspectRegistrations, REGISTRATIONS_FILE } from '../../../src/registration/registrationsFile'
import type { Registration } from '../../../src/registration/types'
import { CLAIM, Place, registration } from './builders'

let place: Place
beforeEach(() => {
  place = new Place()
})
afterEach(() => place.remove())

function problemsOf(...history: readonly Registration[]) {
  const content = JSON.stringify({ registrations: { [CLAIM.id]: history } })
  writeFileSync(path.join(place.root, REGISTRATIONS_FILE), content)
  return inspectRegistrations(place.root).problems
}

const first = registration()
const second = registration(CLAIM, { registeredAt: '2026-02-01T00:00:00.000Z', why: 'reason' })

describe('checkRegistrations', () => {
  it('finds nothing in a history that fits together', () => {
    expect(problemsOf(first, second)).toEqual([])
    expect(problemsOf(first, { ...second, registeredAt: first.registeredAt })).toEqual([])
  })

  it('finds content that was changed after it was registered', () => {
    const frozen = { ...first.frozen, family: 'smuggled' }
    const [problem, ...others] = problemsOf({ ...first, frozen })
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      severity: 'error',
      path: '$.registrations["toy/first"][0].hash',
      message: expect.stringMatching(/one of them was changed/)
    })
  })

  it('finds content with a number that no double holds', () => {
    const content = JSON.stringify({ registrations: { [CLAIM.id]: [first] } }).replace('"alpha":0.05', '"alpha":1e999')
    writeFileSync(path.join(place.root, REGISTRATIONS_FILE), content)
    expect(inspectRegistrations(place.root).problems).toMatchObject([{ message: expect.stringMatching(/hash/) }])
  })

  it('finds a time that does not exist', () => {
    expect(problemsOf({ ...first, registeredAt: '2026-02-30T00:00:00.000Z' })).toMatchObject([
      { path: '$.registrations["toy/first"][0].registeredAt', message: 'registeredAt is not a time' }
    ])
  })

  it('finds a history that is not in order', () => {
    expect(problemsOf(first, { ...second, registeredAt: '2025-01-01T00:00:00.000Z' })).toMatchObject([
      { path: '$.registrations["toy/first"][1].registeredAt', remedy: expect.stringMatching(/order/) }
    ])
  })

  it('finds an amendment without a reason, and a reason without an amendment', () => {
    expect(problemsOf(first, { ...second, why: null })).toMatchObject([{ path: '$.registrations["toy/first"][1].why' }])
    expect(problemsOf({ ...first, why: 'x' })).toMatchObject([{ path: '$.registrations["toy/first"][0].why' }])
  })
})
