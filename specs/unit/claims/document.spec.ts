import fc from 'fast-check'
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import { nodeAt, positionOf, type SpecDocument } from '../../../src/claims/document'
import { parseDocument } from '../../../src/claims/parse'
import { schemaProblems } from '../../../src/claims/schemaProblems'

const documentOf = (text: string, tree = parseTree(text)): SpecDocument => ({
  file: 'a/b.json',
  role: 'claim',
  text,
  tree,
  value: undefined
})

test('a position is the number of line ends before it, and what follows the last of them', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'ß'), maxLength: 30 })
  fc.assert(
    fc.property(texts, fc.nat(), (text, at) => {
      const offset = at % (text.length + 1)
      const lines = text.slice(0, offset).split('\n')
      expect(positionOf({ text }, offset)).toEqual({ line: lines.length, column: lines.at(-1)!.length + 1 })
    })
  )
})

test('a node is the one that the parser itself finds, whatever the path', () => {
  const step = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'length'), fc.integer({ min: -1, max: 3 }))
  const value = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.nat(9),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('json'))
    )
  })).json
  fc.assert(
    fc.property(value, fc.array(step, { maxLength: 3 }), (json, path) => {
      const document = documentOf(JSON.stringify(json))
      expect(nodeAt(document, path)).toBe(findNodeAtLocation(document.tree!, path))
    })
  )
  const twice = documentOf('{"a": 1, "a": 2}')
  expect(nodeAt(twice, ['a'])!.value).toBe(1)
})

test('an object is looked through once, not once a key', () => {
  const keys = Array.from({ length: 500 }, (_, index) => `k${index}`)
  const { tree: parsed, ...document } = documentOf(JSON.stringify(Object.fromEntries(keys.map((key) => [key, 1]))))
  let looks = 0
  const counted = new Proxy(parsed as Node & { children: Node[] }, {
    get: (target, key) => {
      if (key === 'children') looks += target.children.length
      return Reflect.get(target, key)
    }
  })
  for (const key of keys) expect(nodeAt({ ...document, tree: counted }, [key])!.value).toBe(1)
  expect(looks).toBe(500)
})

// Each of these once took the square of its length; as many as take a second now took minutes.
test.each<[string, (n: number) => string]>([
  [
    'unknown keys',
    (n) => JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, index) => [`k${index}`, 1])))
  ],
  ['broken lines', (n) => `[${'x\n'.repeat(n)}]`],
  ['trailing commas', (n) => `[${'[1,],\n'.repeat(n)}1]`],
  ['a comma far from its bracket', (n) => `[1,${' '.repeat(n)}]`],
  ['comments', (n) => `${'/**/\n'.repeat(n)}{}`],
  ['keys that stand twice', (n) => `{${'"a": 1,\n'.repeat(n)}"a": 1}`]
])('a file of 30,000 %s is told whole', (_name, textOf) => {
  const { document, problems } = parseDocument('a/b.json', 'claim', Buffer.from(textOf(30_000)))
  const all = [...problems, ...(document.tree === undefined ? [] : schemaProblems(document))]
  expect(all.length).toBeGreaterThan(0)
  expect(all.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true)
})
