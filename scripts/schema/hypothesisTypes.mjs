// Whether the `file` type of each kind's room says what the fragment of its schema says: keys, which of them are required,
// values. Limits, patterns and words are the fragment's alone.
import { isDeepStrictEqual } from 'node:util'
import { typesOf } from './types.mjs'

/**
 * @param root of the repository
 * @param schema of a claim's file
 * @returns one sentence for each kind whose type and fragment differ
 */
export function differingTypes(root, { $defs }) {
  const { anyOf } = typesOf(root, 'src/kinds/index.ts', 'HypothesisFile')
  return $defs.hypothesis.properties.kind.enum.flatMap((kind) => {
    const fragment = $defs.hypothesis.oneOf
      .map((branch) => shapeOf(branch, $defs))
      .find(({ properties }) => properties.kind.enum.includes(kind))
    const one = { ...fragment, properties: { ...fragment.properties, kind: { enum: [kind] } } }
    const types = anyOf.map((branch) => shapeOf(branch)).filter(({ properties }) => properties.kind.enum.includes(kind))
    const keys = [...new Set([one, ...types].flatMap(({ properties }) => Object.keys(properties)))]
    const odd = keys.filter((key) => !types.every((type) => isDeepStrictEqual(keyOf(type, key), keyOf(one, key))))
    return odd.length === 0 && types.length === 1
      ? []
      : [`${kind}: its file type and its fragment differ in ${odd.join(', ') || 'their number'}`]
  })
}

function keyOf({ properties, required }, key) {
  return [properties[key], required.includes(key)]
}

/** What a type can say of a schema, in one form. */
function shapeOf(schema, $defs = {}) {
  if (schema.$ref !== undefined) return shapeOf($defs[schema.$ref.replace('#/$defs/', '')], $defs)
  const { type, enum: values, const: value, properties, required = [], items } = schema
  const union =
    schema.oneOf ?? schema.anyOf ?? (Array.isArray(type) ? type.map((each) => ({ ...schema, type: each })) : null)
  if (union !== null) return { anyOf: union.map((each) => shapeOf(each, $defs)) }
  if (values !== undefined || value !== undefined) return { enum: [...(values ?? [value])].sort() }
  if (type !== 'object') {
    return { type: type === 'integer' ? 'number' : type, ...(items !== undefined && { items: shapeOf(items, $defs) }) }
  }
  const entries = Object.entries(properties).map(([name, each]) => [name, shapeOf(each, $defs)])
  return { type, properties: Object.fromEntries(entries), required: [...required].sort() }
}
