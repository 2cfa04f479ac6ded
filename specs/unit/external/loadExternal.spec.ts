import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InputError } from '../../../src/errors'
import { lintExternal, loadExternal, parseExternal } from '../../../src/external/loadExternal'
import type { ExternalFile } from '../../../src/external/types'
import { NO_FILES, plantNoFile } from '../../support/hostileFiles'
import { externalClaim, externalFile, externalGroup, SUBJECT } from './external'

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

describe('parseExternal', () => {
  it('reads what was written', () => {
    expect(parseExternal('x.json', bytes(externalFile()))).toEqual(externalFile())
  })

  it('reads version 1 without its tuned arms, which leaving out one run in turn had judged', () => {
    const file = externalFile()
    const older = {
      select: 'test.loss',
      outcome: 'reproduced',
      subtype: null,
      effect: null,
      runs: externalGroup().runs
    }
    const groups = file.claims[0]!.groups.map(({ across: _, resolution: __, ...group }) => ({ ...group, tuned: older }))
    const content = { ...file, formatVersion: 1, claims: [{ ...file.claims[0], groups }] }
    expect(parseExternal('x.json', bytes(content))).toEqual(file)
  })

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /external evidence cannot be used/],
    ['nothing', '', /what claims came to on logs of others/],
    ['an unknown key', { ...externalFile(), runs: [1, 2] }, /unknown key "runs"/],
    ['no claims', { ...externalFile(), claims: [] }, /too few items/],
    ['a text for a number', externalFile([{ ...externalClaim(), alpha: '0.05' as never }]), /alpha has the wrong type/],
    ['a digest that is none', { ...externalFile(), mapping: { digest: 'abc' } }, /64 hexadecimal digits/],
    ['a later version', { ...externalFile(), formatVersion: 3 }, /format version that this release does not read/]
  ])('refuses %s, and says so', (_what, content, message) => {
    expect(errorOf(() => parseExternal('x.json', bytes(content))).message).toMatch(message)
  })
})

describe('loadExternal', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'claimcheck-external-'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const write = (name: string, content: ExternalFile = externalFile()) => {
    const file = path.join(root, ...name.split('/'))
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(content))
    return file
  }

  it('finds the files of the folder external, those that are named, and none where there are none', () => {
    expect(loadExternal(root, [], [SUBJECT])).toEqual([])
    write('external/a.json')
    const named = write('elsewhere.json')
    expect(loadExternal(root, [], [SUBJECT])).toHaveLength(1)
    expect(loadExternal(root, [named, path.join(root, 'external', 'a.json')], [SUBJECT])).toHaveLength(2)
  })

  it('says which named file is not there', () => {
    const error = errorOf(() => loadExternal(root, [path.join(root, 'none.json')], [SUBJECT]))
    expect(error.message).toMatch(/the external evidence cannot be read/)
    expect(error.details.where).toBe(path.join(root, 'none.json'))
  })

  it('refuses a verdict on another version of a claim or of its family', () => {
    write('external/a.json')
    const margin = { relative: 0.02, epsilon: 0 }
    const changed = { ...SUBJECT, hypothesis: { ...SUBJECT.hypothesis, margin } } as typeof SUBJECT
    expect(errorOf(() => loadExternal(root, [], [changed])).message).toMatch(/is not as it was when run logs/)
    const runs = { ...SUBJECT, logs: { where: { model: 'cnn' }, about: [], expected: null } }
    expect(errorOf(() => loadExternal(root, [], [runs])).message).toMatch(/is not as it was/)
    const sibling = { ...SUBJECT, id: 'toy/sibling' }
    expect(errorOf(() => loadExternal(root, [], [SUBJECT, sibling])).message).toMatch(/a family of 2/)
  })

  it('leaves prose free, and claims of another root alone', () => {
    write('external/a.json')
    expect(loadExternal(root, [], [{ ...SUBJECT, statement: 'Other words.' }])).toHaveLength(1)
    expect(loadExternal(root, [], [])).toHaveLength(1)
  })

  describe('lint', () => {
    const lint = (claims: Parameters<typeof lintExternal>[1] = [SUBJECT]) =>
      lintExternal(root, claims).map(({ file, path: at, message }) => `${file} ${at}: ${message}`)

    it('finds nothing where there is nothing, or all is well', () => {
      expect(lint()).toEqual([])
      write('external/a.json')
      expect(lint()).toEqual([])
    })

    it('finds what later commands would stop at, in every file at once', () => {
      write('external/a.json', { ...externalFile(), claims: [] })
      write('external/b.json', { ...externalFile(), formatVersion: 99 as never })
      write('outside/c.json', { ...externalFile(), runs: 1 } as never)
      mkdirSync(path.join(root, 'external', 'd.json'))
      expect(lint()).toEqual([
        'external/a.json $.claims: claims has too few items',
        'external/b.json $.formatVersion: the external evidence has a format version that this release does not read',
        'external/d.json $: the external evidence cannot be read',
        'outside/c.json $.runs: unknown key "runs"'
      ])
    })

    it('finds a verdict on another version of a claim, where it is known how the claims are', () => {
      write('external/a.json')
      const changed = { ...SUBJECT, logs: { where: { model: 'cnn' }, about: [], expected: null } }
      expect(lint([changed])).toEqual([
        'external/a.json $: the claim logs/not-lower is not as it was when run logs of others decided it'
      ])
      expect(lint(null)).toEqual([])
    })

    it.each(NO_FILES)('does not wait for %s', (_name, make, said) => {
      plantNoFile(path.join(root, 'external', 'a.json'), make)
      expect(lintExternal(root, null)).toEqual([expect.objectContaining({ received: expect.stringMatching(said) })])
    })
  })
})
