// Writes the JSON Schemas that are generated: that of a claim's file from its parts, in that of an experiment the optimizers,
// and those of files that claimcheck itself writes from the TypeScript types of their content.
//   node scripts/schema.mjs            writes them
//   node scripts/schema.mjs --check    says which are not what they are made of, and exits with 1
// Either says where the type of a file that people write differs from its schema.
// A docstring becomes a description, its tags (@minimum, @minItems, @pattern, ...) keywords; `src/json/scalars.ts` has
// the values that TypeScript does not tell apart.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createGenerator } from 'ts-json-schema-generator'
import { claimSchema } from './schema/claim.mjs'
import { differingFileTypes } from './schema/fileTypes.mjs'
import { withOptimizers } from './schema/optimizers.mjs'
import { print } from './schema/print.mjs'

const root = path.resolve(import.meta.dirname, '..')

const SCHEMAS = [
  { name: 'report', type: 'Report', from: 'src/report/data/types.ts', title: 'A report of claimcheck' },
  {
    name: 'audit',
    type: 'AuditReport',
    from: 'src/report/audit/types.ts',
    title: 'An audit: runs that were trained again'
  },
  { name: 'external', type: 'ExternalFile', from: 'src/external/types.ts', title: 'External evidence' },
  {
    name: 'registrations',
    type: 'RegistrationsFile',
    from: 'src/registration/types.ts',
    title: 'Registrations of claims'
  }
]

/** What a type that TypeScript only knows as a number looks like in a file. */
const WRITTEN = {
  Double: { anyOf: [{ type: 'number' }, { type: 'string', enum: ['NaN', 'Infinity', '-Infinity'] }] }
}

const claim = claimSchema(root)
const schemas = [['claim', claim], ...SCHEMAS.map((schema) => [schema.name, generate(schema)])]
const fileOf = (name) => path.join(root, 'claims', 'schema', `${name}.schema.json`)
const texts = [
  ...schemas.map(([name, schema]) => [name, `${print(schema)}\n`]),
  ['experiment', withOptimizers(readFileSync(fileOf('experiment'), 'utf8'))]
]
const stale = []
for (const [name, text] of texts) {
  const file = fileOf(name)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  stale.push(path.relative(root, file))
  if (!process.argv.includes('--check')) writeFileSync(file, text)
}
const wrong = [
  ...(process.argv.includes('--check')
    ? stale.map((file) => `${file}: not what its sources give; to mend: npm run schema`)
    : []),
  ...differingFileTypes(root)
]
if (wrong.length > 0) {
  console.error(wrong.join('\n'))
  process.exitCode = 1
}

function generate({ name, type, from, title }) {
  const config = {
    path: path.join(root, from),
    tsconfig: path.join(root, 'tsconfig.json'),
    type,
    topRef: false,
    encodeRefs: false,
    sortProps: false,
    strictTuples: true,
    // The linter does that, and with the compiler of this project.
    skipTypeCheck: true
  }
  const { $schema, definitions, ...own } = createGenerator(config).createSchema(type)
  for (const [alias, written] of Object.entries(WRITTEN)) {
    if (alias in definitions) definitions[alias] = { description: definitions[alias].description, ...written }
  }
  const to = (schema) => modern(schema, definitions)
  const $defs = Object.fromEntries(Object.entries(definitions).map(([key, schema]) => [key, to(schema)]))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:claimcheck:schema:${name}`,
    title,
    ...to(own),
    $defs
  }
}

/** Draft 7 as draft 2020-12, with unions told apart by the property that does it, and that property explained. */
function modern(schema, definitions) {
  if (Array.isArray(schema)) return schema.map((each) => modern(each, definitions))
  if (schema === null || typeof schema !== 'object') return schema
  const { $ref, items, additionalItems, anyOf, type, properties, ...rest } = schema
  const inner = (value) => modern(value, definitions)
  const union = anyOf === undefined ? null : discriminated(anyOf, definitions)
  return {
    ...(rest.description !== undefined && { description: rest.description }),
    ...($ref !== undefined && { $ref: $ref.replace('#/definitions/', '#/$defs/') }),
    ...typed(type),
    ...(properties !== undefined && { properties: explained(inner(properties), rest.description) }),
    ...(Array.isArray(items) ? { prefixItems: inner(items), items: false } : items && { items: inner(items) }),
    ...(union === null ? anyOf && { anyOf: inner(anyOf) } : inner(union)),
    ...Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [key, key === 'description' ? value : inner(value)])
    )
  }
}

/** Strict validators want one type, or one and null. */
function typed(type) {
  if (!Array.isArray(type) || type.length === 1 || (type.length === 2 && type.includes('null'))) return type && { type }
  return { anyOf: type.map((each) => ({ type: each })) }
}

/**
 * A union of objects with the property whose value says which one it is: of the object itself, or deeper (a judged claim's
 * is its hypothesis' kind). So a validator looks at one branch, and complains of that one. null where there is none.
 */
function discriminated(branches, definitions) {
  return taggedAbove(branches, definitions) ?? taggedBelow(branches, definitions)
}

function taggedAbove(branches, definitions) {
  const flat = branches.flatMap(function flatten(branch) {
    const target = resolve(branch, definitions)
    return target.anyOf?.every((each) => resolve(each, definitions).type === 'object')
      ? target.anyOf.flatMap(flatten)
      : [branch]
  })
  for (const oneOf of [flat, branches]) {
    if (oneOf.length < 2) continue
    // Validators want the values in the branch itself; a union in a branch states what all of it have in common.
    const states = (branch, name) => {
      const { properties, anyOf } = resolve(branch, definitions)
      if (anyOf !== undefined) return valuesAt(branch, [name], definitions)?.length === 1
      return ['const', 'enum'].some((keyword) => Object.hasOwn(properties?.[name] ?? {}, keyword))
    }
    const names = oneOf.flatMap((branch) => Object.keys(resolve(branch, definitions).properties ?? {}))
    const tag = names.find(
      (name) => oneOf.every((branch) => states(branch, name)) && tellsApart(oneOf, [name], definitions)
    )
    if (tag !== undefined) return { type: 'object', discriminator: { propertyName: tag }, oneOf }
  }
  return null
}

function taggedBelow(branches, definitions) {
  const objects = branches.map((branch) => resolve(branch, definitions))
  if (objects.length < 2 || objects.some(({ type, properties }) => type !== 'object' || !properties)) return null
  const tag = pathsInto(objects[0], definitions).find((path) => tellsApart(branches, path, definitions))
  if (tag === undefined) return null
  // What all branches have in common says which union it is, where that stands in another.
  const shared = Object.keys(objects[0].properties).filter(
    (name) => new Set(branches.flatMap((branch) => valuesAt(branch, [name], definitions) ?? [{}])).size === 1
  )
  const all = at(
    tag,
    branches.flatMap((branch) => valuesAt(branch, tag, definitions)),
    objects[0],
    definitions
  )
  return {
    ...all,
    properties: { ...Object.fromEntries(shared.map((name) => [name, objects[0].properties[name]])), ...all.properties },
    required: [...shared, ...all.required],
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword
    allOf: branches.map((branch) => ({ if: at(tag, valuesAt(branch, tag, definitions)), then: branch }))
  }
}

/** Paths of properties, up to three deep, the shorter first. */
function pathsInto(schema, definitions, depth = 3) {
  const { properties = {} } = resolve(schema, definitions)
  const names = Object.keys(properties)
  const deeper =
    depth === 1
      ? []
      : names.flatMap((name) => pathsInto(properties[name], definitions, depth - 1).map((path) => [name, ...path]))
  return [...names.map((name) => [name]), ...deeper].sort((a, b) => a.length - b.length)
}

/** Whether every branch has values of its own at a path. */
function tellsApart(branches, path, definitions) {
  const values = branches.flatMap((branch) => valuesAt(branch, path, definitions) ?? [undefined])
  return !values.includes(undefined) && new Set(values).size === values.length
}

/** The values that a schema leaves for a required property; null where it is free. */
function valuesAt(schema, [name, ...rest], definitions) {
  const { const: value, enum: values, anyOf, properties, required = [] } = resolve(schema, definitions)
  if (anyOf !== undefined) {
    const each = anyOf.map((branch) => valuesAt(branch, name === undefined ? [] : [name, ...rest], definitions))
    return each.includes(null) ? null : [...new Set(each.flat())]
  }
  if (name === undefined) return values ?? (value === undefined ? null : [value])
  return properties?.[name] !== undefined && required.includes(name)
    ? valuesAt(properties[name], rest, definitions)
    : null
}

/** A schema of objects that have one of some values at a path, described as `like` describes it. */
function at([name, ...rest], values, like = {}, definitions = {}) {
  const property = resolve(like, definitions).properties?.[name] ?? {}
  const { description } = { ...resolve(property, definitions), ...property }
  const inner = rest.length === 0 ? { enum: values } : at(rest, values, property, definitions)
  const described = { ...(description !== undefined && { description }), ...inner }
  return { type: 'object', properties: { [name]: described }, required: [name] }
}

function resolve(schema, definitions) {
  return schema.$ref === undefined
    ? schema
    : resolve(definitions[schema.$ref.replace('#/definitions/', '')], definitions)
}

/** A constant without words of its own says what the object is. */
function explained(properties, description = 'Which one it is.') {
  const explain = (schema) =>
    schema.const === undefined || schema.description !== undefined ? schema : { description, ...schema }
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, explain(schema)]))
}
