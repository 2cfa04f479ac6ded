import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { lintRegistrations } from '../../../src/registration/lintRegistrations'
import { REGISTRATIONS_FILE, writeRegistrations } from '../../../src/registration/registrationsFile'
import { CLAIM, Place, registration } from './builders'

let place: Place
beforeEach(() => {
  place = new Place()
})
afterEach(() => place.remove())

describe('lintRegistrations', () => {
  it('finds nothing where there are none, or all is well', () => {
    expect(lintRegistrations(place.root, [])).toEqual([])
    writeRegistrations(place.root, new Map([[CLAIM.id, [registration()]]]))
    expect(lintRegistrations(place.root, [CLAIM.id])).toEqual([])
  })

  it('warns of a registration whose claim does not exist, and guesses which was meant', () => {
    writeRegistrations(place.root, new Map([['toy/frist', [registration()]]]))
    const text = readFileSync(path.join(place.root, REGISTRATIONS_FILE), 'utf8')
    const line = 1 + text.split('\n').indexOf('    "toy/frist": [')
    expect(lintRegistrations(place.root, [CLAIM.id])).toMatchObject([
      { severity: 'warning', file: REGISTRATIONS_FILE, line, remedy: 'did you mean "toy/first"?' }
    ])
    expect(lintRegistrations(place.root, [])).toMatchObject([{ remedy: expect.stringMatching(/was removed/) }])
  })

  it('tells what is wrong with the file', () => {
    writeFileSync(path.join(place.root, REGISTRATIONS_FILE), '{}')
    expect(lintRegistrations(place.root, [])).toMatchObject([
      { severity: 'error', message: 'registrations is missing' }
    ])
  })
})
