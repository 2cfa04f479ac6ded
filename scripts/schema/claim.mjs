// The schema of a claim's file: `src/claims/claim.schema.json`, and for each kind of hypothesis the fragment in its room.
// What a fragment's `$comment` says is the group under which its kinds are listed.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { globSync } from 'tinyglobby'
import { typesOf } from './types.mjs'

/**
 * @param root of the repository
 * @throws Error where kinds and fragments do not belong together, or two fragments define one name
 */
export function claimSchema(root) {
  const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'))
  const base = read('src/claims/claim.schema.json')
  const fragments = globSync('src/kinds/*/*.schema.json', { cwd: root }).sort().map(read)
  const { enum: kinds } = typesOf(root, 'src/kinds/index.ts', 'KindName')
  const stated = fragments.flatMap(kindsOf)
  const [odd] = [...kinds, ...stated].filter((kind) => !kinds.includes(kind) || count(stated, kind) !== 1)
  if (odd !== undefined) throw new Error(`${odd}: one kind of src/kinds/index.ts, and in one fragment, expected`)

  const inOrder = kinds.flatMap((kind) => fragments.filter((fragment) => kindsOf(fragment)[0] === kind))
  const shared = fragments.filter((fragment) => kindsOf(fragment).length === 0)
  const { hypothesis, ...$defs } = base.$defs
  const { kind } = hypothesis.properties
  return {
    ...base,
    $defs: defined([
      ...Object.entries($defs),
      [
        'hypothesis',
        {
          ...hypothesis,
          properties: { kind: { ...kind, description: `${kind.description} ${groups(inOrder)}`, enum: kinds } },
          oneOf: inOrder.map((fragment) => ({ $ref: `#/$defs/${kindsOf(fragment)[0]}` }))
        }
      ],
      ...shared.flatMap((fragment) => Object.entries(fragment.$defs)),
      ...inOrder.flatMap(({ $comment, $defs: own = {}, ...fragment }) => [
        [kindsOf(fragment)[0], fragment],
        ...Object.entries(own)
      ])
    ])
  }
}

/** The kinds that a fragment describes; none where it has only what others share. */
function kindsOf({ properties }) {
  return properties?.kind.enum ?? []
}

/** `Two arms: lower, faster. One arm: range.` */
function groups(fragments) {
  const names = [...new Set(fragments.map(({ $comment }) => $comment))]
  return names
    .map(
      (name) =>
        `${name}: ${fragments
          .filter(({ $comment }) => $comment === name)
          .flatMap(kindsOf)
          .join(', ')}.`
    )
    .join(' ')
}

function defined(entries) {
  const names = entries.map(([name]) => name)
  const twice = names.find((name) => count(names, name) > 1)
  if (twice !== undefined)
    throw new Error(`${twice}: defined twice in the fragments of src/kinds or src/claims/claim.schema.json`)
  return Object.fromEntries(entries)
}

function count(values, value) {
  return values.filter((each) => each === value).length
}
