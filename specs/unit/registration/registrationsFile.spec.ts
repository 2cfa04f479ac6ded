import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../../../src/errors'
import {
  inspectRegistrations,
  REGISTRATIONS_FILE,
  readRegistrations,
  writeRegistrations
} from '../../../src/registration/registrationsFile'
import { CLAIM, Place, registration } from './builders'

let place: Place
beforeEach(() => {
  place = new Place()
})
afterEach(() => place.remove())

const file = () => path.join(place.root, REGISTRATIONS_FILE)
const text = () => readFileSync(file(), 'utf8')
const problem = () => inspectRegistrations(place.root).problems[0]

describe('registrations.json', () => {
  const registrations = new Map([
    ['toy/second', [registration(), registration(CLAIM, { why: 'another mode' })] as const],
    [CLAIM.id, [registration()] as const]
  ])

  it('holds nothing where there is no file', () => {
    expect(readRegistrations(place.root)).toEqual(new Map())
    expect(readRegistrations(path.join(place.root, 'nowhere'))).toEqual(new Map())
  })

  it('is read as it was written, sorted by id, to the same bytes', () => {
    writeRegistrations(place.root, registrations)
    const before = text()
    const read = readRegistrations(place.root)
    expect([...read]).toEqual([...registrations].reverse())
    writeRegistrations(place.root, read)
    expect(text()).toBe(before)
  })

  it('holds an experiment once, however many claims are registered on it, and reads what holds it in each', () => {
    writeRegistrations(place.root, registrations)
    const [digest, ...others] = Object.keys(JSON.parse(text()).experiments)
    expect(others).toEqual([])
    expect(text().split(`"experiment": "${digest}"`)).toHaveLength(1 + 3)
    const compact = readRegistrations(place.root)
    writeFileSync(file(), JSON.stringify({ registrations: Object.fromEntries(registrations) }))
    expect(readRegistrations(place.root)).toEqual(compact)
    expect(compact.get(CLAIM.id)).toEqual([registration()])
  })

  it('misses an experiment that is not there, and finds one that was changed', () => {
    writeRegistrations(place.root, new Map([[CLAIM.id, [registration()]]]))
    const whole = text()
    writeFileSync(
      file(),
      whole.replace(/"experiment": "[0-9a-f]/, (start) => start.replace(/.$/, 'x'))
    )
    expect(problem()).toMatchObject({ message: expect.stringMatching(/experiment/) })
    const { experiments, ...rest } = JSON.parse(whole)
    writeFileSync(file(), JSON.stringify(rest))
    expect(problem()).toMatchObject({
      path: '$.registrations["toy/first"][0].frozen.experiment',
      message: 'the registered experiment is not in the file'
    })
    const [digest] = Object.keys(experiments)
    writeFileSync(file(), JSON.stringify({ ...rest, experiments: { [digest!]: { id: 'another' } } }))
    expect(problem()).toMatchObject({ message: expect.stringMatching(/hash is not that of the registered content/) })
  })

  it.each(['\n', '\r\n'])('recognises a merge conflict (line end %j)', (end) => {
    writeRegistrations(place.root, registrations)
    const lines = text().split('\n')
    writeFileSync(
      file(),
      [...lines.slice(0, 5), '<<<<<<< HEAD', '=======', '>>>>>>> branch', ...lines.slice(5)].join(end)
    )
    expect(inspectRegistrations(place.root).problems).toHaveLength(1)
    expect(problem()).toMatchObject({
      line: 6,
      column: 1,
      message: 'an unresolved merge conflict',
      received: '<<<<<<< HEAD'
    })
    expect(() => readRegistrations(place.root)).toThrow(InputError)
  })

  it('recognises a claim that a merge left twice', () => {
    const one = JSON.stringify({ registrations: { [CLAIM.id]: [registration()] } })
    const inner = one.slice(one.indexOf('"toy/'), -2)
    writeFileSync(file(), `{"registrations":{${inner},${inner}}}`)
    expect(problem()).toMatchObject({ path: '$.registrations["toy/first"]', message: expect.stringMatching(/twice/) })
  })

  it.each<[string, string, RegExp]>([
    ['no JSON', '{"registrations": {', /brace is not closed/],
    ['an empty file', '', /empty/],
    ['another document', '{"id": "toy/first"}', /unknown key "id"|registrations is missing/],
    ['a list', '[]', /wrong type/],
    ['no registration of a claim', '{"registrations": {"a/b": []}}', /too few/],
    ['a text for a registration', '{"registrations": {"a/b": ["x"]}}', /wrong type/]
  ])('refuses %s', (_what, content, message) => {
    writeFileSync(file(), content)
    expect(
      inspectRegistrations(place.root)
        .problems.map((each) => each.message)
        .join('; ')
    ).toMatch(message)
    expect(() => readRegistrations(place.root)).toThrow(InputError)
  })

  it('says where, what was needed, what was found and how to mend it', () => {
    writeRegistrations(place.root, new Map([[CLAIM.id, [registration(CLAIM, { hash: 'x' })]]]))
    const act = () => readRegistrations(place.root)
    expect(act).toThrow(`${REGISTRATIONS_FILE}:`)
    expect(act).toThrow(/\$\.registrations\["toy\/first"\]\[0\]\.hash/)
    expect(act).toThrow(/expected: [\s\S]*received: "x"[\s\S]*to mend:/)
  })

  it('keeps a claim whose id is a word of JavaScript', () => {
    writeFileSync(file(), `{"registrations": {"__proto__": [${JSON.stringify(registration())}]}}`)
    expect([...readRegistrations(place.root).keys()]).toEqual(['__proto__'])
  })
})
