import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InputError } from '../../../src/errors'
import { loadOutside, parseOutside } from '../../../src/outside/loadOutside'
import type { OutsideFile } from '../../../src/outside/types'
import { outsideClaim, outsideFile, SUBJECT } from './outside'

const bytes = (content: unknown) => Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
const errorOf = (act: () => unknown): InputError => {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('parseOutside', () => {
  it('reads what was written', () => {
    expect(parseOutside('x.json', bytes(outsideFile()))).toEqual(outsideFile())
  })

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /outside evidence cannot be used/],
    ['nothing', '', /what claims came to on outside logs/],
    ['an unknown key', { ...outsideFile(), runs: [1, 2] }, /unknown key "runs"/],
    ['no claims', { ...outsideFile(), claims: [] }, /too few items/],
    ['a text for a number', outsideFile([{ ...outsideClaim(), alpha: '0.05' as never }]), /alpha has the wrong type/],
    ['a digest that is none', { ...outsideFile(), mapping: { digest: 'abc' } }, /64 hexadecimal digits/],
    ['a later version', { ...outsideFile(), formatVersion: 2 }, /format version that this release does not read/]
  ])('refuses %s, and says so', (_what, content, message) => {
    expect(errorOf(() => parseOutside('x.json', bytes(content))).message).toMatch(message)
  })
})

describe('loadOutside', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'claimcheck-outside-'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const write = (name: string, content: OutsideFile = outsideFile()) => {
    const file = path.join(root, ...name.split('/'))
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(content))
    return file
  }

  it('finds the files of the folder outside, those that are named, and none where there are none', () => {
    expect(loadOutside(root, [], [SUBJECT])).toEqual([])
    write('outside/a.json')
    const named = write('elsewhere.json')
    expect(loadOutside(root, [], [SUBJECT])).toHaveLength(1)
    expect(loadOutside(root, [named, path.join(root, 'outside', 'a.json')], [SUBJECT])).toHaveLength(2)
  })

  it('says which named file is not there', () => {
    const error = errorOf(() => loadOutside(root, [path.join(root, 'none.json')], [SUBJECT]))
    expect(error.message).toMatch(/the outside evidence cannot be read/)
    expect(error.details.where).toBe(path.join(root, 'none.json'))
  })

  it('refuses a verdict on another version of a claim or of its family', () => {
    write('outside/a.json')
    const margin = { relative: 0.02, epsilon: 0 }
    const changed = { ...SUBJECT, hypothesis: { ...SUBJECT.hypothesis, margin } } as typeof SUBJECT
    expect(errorOf(() => loadOutside(root, [], [changed])).message).toMatch(/is not as it was when run logs/)
    const runs = { ...SUBJECT, logs: { where: { model: 'cnn' }, about: [], expected: null } }
    expect(errorOf(() => loadOutside(root, [], [runs])).message).toMatch(/is not as it was/)
    const sibling = { ...SUBJECT, id: 'toy/sibling' }
    expect(errorOf(() => loadOutside(root, [], [SUBJECT, sibling])).message).toMatch(/a family of 2/)
  })

  it('leaves prose free, and claims of another root alone', () => {
    write('outside/a.json')
    expect(loadOutside(root, [], [{ ...SUBJECT, statement: 'Other words.' }])).toHaveLength(1)
    expect(loadOutside(root, [], [])).toHaveLength(1)
  })
})
