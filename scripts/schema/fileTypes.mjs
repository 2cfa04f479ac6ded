// Whether the types of files that people write say what their schemas, which are written by hand, say: keys, which of them are
// required, kinds of values, and the values where there are few. Limits, patterns and words are the schemas' alone.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-json-schema-generator'

const FILES = [
  { name: 'claim', file: 'src/kinds/index.ts', type: 'ClaimFile' },
  { name: 'source', file: 'src/claims/fileTypes.ts', type: 'SourceFile' },
  { name: 'figure', file: 'src/claims/sourceFigure.ts', type: 'SourceFigureFile' },
  { name: 'dataset', file: 'src/claims/manifest/manifest.ts', type: 'ManifestDocument' },
  { name: 'mapping', file: 'src/adjudicate/mapping/types.ts', type: 'MappingFile' },
  { name: 'experiment', file: 'src/runs/runKinds.ts', type: 'ExperimentFile' },
  { name: 'slurm', file: 'src/exec/carriers/slurm/profile.ts', type: 'SlurmFile' }
]

/**
 * @param root of the repository
 * @returns a text for each schema whose type differs
 */
export function differingFileTypes(root) {
  const typeOf = compiledTypes(root)
  return FILES.flatMap(({ name, file, type }) => {
    const schema = JSON.parse(readFileSync(path.join(root, 'claims', 'schema', `${name}.schema.json`), 'utf8'))
    const said = places(schema, schemaReader(schema.$defs ?? {}))
    const typed = places(...typeOf(file, type))
    const odd = [
      ...said.filter((line) => !typed.includes(line)).map((line) => `  the schema: ${line}`),
      ...typed.filter((line) => !said.includes(line)).map((line) => `  the type:   ${line}`)
    ]
    return odd.length === 0 ? [] : [`${name}.schema.json and ${type} differ:\n${odd.sort().join('\n')}`]
  })
}

/**
 * A line for each place of a file: its path, `?` where it may be left out, and what may stand there. Objects of a union stand
 * apart by the values of the property that tells them apart.
 *
 * @param read what may stand in a place, one by one: `{ value }`, `{ kind }`, `{ kind: 'array', items }` or
 *   `{ kind: 'object', properties, values }`
 */
function places(root, read) {
  return walk('$', [root])

  function walk(at, parts) {
    const branches = parts.flatMap(read)
    const kinds = [...new Set(branches.map(({ kind, value }) => kind ?? JSON.stringify(value)))]
    const told = kinds.filter((kind) => !(kind.startsWith('"') && kinds.includes('string')))
    const items = branches.flatMap((each) => each.items ?? [])
    const values = branches.flatMap((each) => each.values ?? [])
    return [
      `${at}: ${told.sort().join(' | ')}`,
      ...(items.length > 0 ? walk(`${at}[]`, items) : []),
      ...(values.length > 0 ? walk(`${at}.*`, values) : []),
      ...inside(
        at,
        branches.filter(({ properties }) => properties !== undefined)
      )
    ]
  }

  function inside(at, objects) {
    const valuesOf = ({ properties }, name) => (properties[name]?.content ?? []).flatMap(read).map(({ value }) => value)
    const tells = (each, name) => each.properties[name]?.required && !valuesOf(each, name).includes(undefined)
    const tag =
      objects.length > 1 &&
      Object.keys(objects[0].properties).find((name) => objects.every((each) => tells(each, name)))
    if (!tag) return keysOf(at, objects)
    const values = [...new Set(objects.flatMap((each) => valuesOf(each, tag)))].sort()
    // What stands inside of its like is told once.
    const told = values.map((value) => {
      const own = `{${tag}: ${value}}`
      const alike = objects.filter((object) => valuesOf(object, tag).includes(value))
      return at.includes(own)
        ? { place: at + own, lines: [] }
        : { place: at + own, lines: keysOf(at + own, alike, tag) }
    })
    const [first, ...others] = told.map(({ place, lines }) => lines.map((line) => line.slice(place.length)).join('\n'))
    return others.every((other) => other === first) ? keysOf(at, objects) : told.flatMap(({ lines }) => lines)
  }

  function keysOf(at, objects, tag = null) {
    const keys = new Set(objects.flatMap(({ properties }) => Object.keys(properties)))
    return [...keys]
      .filter((key) => key !== '$schema' && key !== tag)
      .flatMap((key) => {
        const optional = objects.every(({ properties }) => properties[key]?.required) ? '' : '?'
        const content = objects.flatMap(({ properties }) => properties[key]?.content ?? [])
        // A type says of a key that there is none by `never`.
        return content.some((part) => read(part).length > 0) ? walk(`${at}.${key}${optional}`, content) : []
      })
  }
}

function schemaReader($defs) {
  return function read({ $ref, oneOf, anyOf, ...schema }) {
    if ($ref !== undefined) return read($defs[$ref.replace('#/$defs/', '')])
    const union = oneOf ?? anyOf ?? (schema.if?.type === 'string' ? [schema.then, schema.else] : undefined)
    if (union !== undefined) return union.flatMap(read)
    if (schema.enum !== undefined) return schema.enum.map((value) => (value === null ? { kind: 'null' } : { value }))
    return [schema.type ?? 'anything'].flat().map((type) => {
      if (type === 'integer') return { kind: 'number' }
      if (type === 'array') return { kind: type, items: schema.prefixItems ?? [schema.items] }
      return type === 'object' ? { kind: type, ...objectOf(schema) } : { kind: type }
    })
  }

  function objectOf({ properties = {}, required = [], additionalProperties = {}, patternProperties = {} }) {
    const entries = Object.entries(properties).map(([name, each]) => [
      name,
      { content: [each], required: required.includes(name) }
    ])
    const others = additionalProperties === false ? [] : [additionalProperties]
    return { properties: Object.fromEntries(entries), values: [...Object.values(patternProperties), ...others] }
  }
}

/** Types as the compiler works them out. */
function compiledTypes(root) {
  const files = FILES.map(({ file }) => path.join(root, file))
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, files }, ts.sys, root)
  const program = ts.createProgram(files, { ...options, types: [] })
  const checker = program.getTypeChecker()
  return (file, name) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path.join(root, file)))
    const symbol = checker.getExportsOfModule(module).find((each) => each.name === name)
    return [checker.getDeclaredTypeOfSymbol(symbol), read]
  }

  function read(type) {
    if (type.isUnion()) return type.types.flatMap(read)
    if (type.isStringLiteral() || type.isNumberLiteral()) return [{ value: type.value }]
    if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never)) return []
    if (type.flags & ts.TypeFlags.BooleanLike) return [{ kind: 'boolean' }]
    if (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.Null)) {
      return [{ kind: checker.typeToString(type).startsWith('`') ? 'string' : checker.typeToString(type) }]
    }
    if (type.flags & ts.TypeFlags.Unknown) return [{ kind: 'anything' }]
    if (checker.isArrayType(type) || checker.isTupleType(type)) {
      return [{ kind: 'array', items: checker.getTypeArguments(type) }]
    }
    const entries = checker
      .getPropertiesOfType(type)
      .map((property) => [
        property.name,
        { content: [checker.getTypeOfSymbol(property)], required: !(property.flags & ts.SymbolFlags.Optional) }
      ])
    const values = checker.getIndexInfosOfType(type).map((index) => index.type)
    return [{ kind: 'object', properties: Object.fromEntries(entries), values }]
  }
}
