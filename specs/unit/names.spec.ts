import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const SOURCE = path.resolve(__dirname, '../../src')

/** What stands in one place of two engines, or two lowerings, each of which does the same in its own way. */
const PARALLEL = ['LayerGradients', 'maxPoolGradient', 'transpose']

const DECLARATION = /^export (?:abstract )?(?:async )?(?:function\*?|class|const|enum|interface|type) (\w+)/gm

function filesByName(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const file of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })) {
    // What the root entry still has of others is theirs.
    if (!file.endsWith('.ts') || file === path.join('entries', 'moved.ts')) continue
    const names = [...readFileSync(path.join(SOURCE, file), 'utf8').matchAll(DECLARATION)].map(([, name]) => name!)
    for (const name of new Set(names)) found.set(name, [...(found.get(name) ?? []), file])
  }
  return found
}

describe('exported names', () => {
  const twice = [...filesByName()].filter(([, files]) => files.length > 1)

  it('are defined in one file each: one word, one meaning', () => {
    const told = twice.filter(([name]) => !PARALLEL.includes(name))
    expect(Object.fromEntries(told)).toEqual({})
  })

  it('are no exceptions where they no longer have to be', () => {
    expect(twice.map(([name]) => name).sort()).toEqual([...PARALLEL].sort())
  })

  it.each(PARALLEL)('%s stands in two parallel places of the engines', (name) => {
    const files = twice.find(([each]) => each === name)![1]
    expect(files.filter((file) => !file.startsWith(`engine${path.sep}`))).toEqual([])
  })
})
