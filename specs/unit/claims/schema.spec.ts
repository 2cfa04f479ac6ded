import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DATASET_FACTS } from '../../../src/claims/datasets'
import type { LayerFile } from '../../../src/claims/fileTypes'
import { resolveLayer } from '../../../src/claims/layers'
import { SCHEMA_FOLDER, schemaErrors } from '../../../src/claims/schema'
import { FIGURE_KINDS } from '../../../src/claims/sourceFigure'
import { PROFILE_NAMES } from '../../../src/claims/types'
import { type OptimizerName, optionsOf, PRESETS, settingKeysOf, variantsOf } from '../../../src/optim/presets'
import { LOSS_METRICS } from '../../../src/runs/metrics'

type Schema = Readonly<Record<string, unknown>>

const schemas = (['claim', 'experiment', 'dataset', 'figure', 'source'] as const).map((role) => {
  const text = readFileSync(path.join(SCHEMA_FOLDER, `${role}.schema.json`), 'utf8')
  return [role, JSON.parse(text) as Schema] as const
})

/** Every property of a schema with the schema that it lies in. */
function* propertiesOf(schema: unknown, at = '$'): Generator<[path: string, property: Schema, parent: Schema]> {
  if (schema === null || typeof schema !== 'object') return
  const parent = schema as Schema
  for (const [name, child] of Object.entries(parent)) {
    // The branches of if/else name properties that the object describes.
    if (name === 'if' || name === 'else' || name === 'examples') continue
    if (name === 'properties') {
      for (const [key, property] of Object.entries(child as Schema)) yield [`${at}.${key}`, property as Schema, parent]
    }
    yield* propertiesOf(child, `${at}.${name}`)
  }
}

function resolve(root: Schema, property: Schema): Schema {
  const reference = property.$ref
  if (typeof reference !== 'string') return property
  const target = (root.$defs as Readonly<Record<string, Schema>>)[reference.replace('#/$defs/', '')]!
  return { ...resolve(root, target), ...property }
}

describe.each(schemas)('the schema of a %s', (role, schema) => {
  const properties = [...propertiesOf(schema)]

  it('explains every property and shows an example', () => {
    const least = { claim: 30, experiment: 30, external: 30, dataset: 15, figure: 15, source: 8 }
    expect(properties.length).toBeGreaterThan(least[role])
    const silent = properties.filter(([, property]) => {
      const whole = resolve(schema, property)
      const composed = whole.properties !== undefined || whole.oneOf !== undefined
      return typeof whole.description !== 'string' || (!composed && !Array.isArray(whole.examples))
    })
    expect(silent.map(([at]) => at)).toEqual([])
  })

  it('refuses unknown keys in every object', () => {
    const open = properties
      .map(([at, , parent]) => [at, parent] as const)
      .filter(([, parent]) => parent.additionalProperties !== false && parent.oneOf === undefined)
    expect(open.map(([at]) => at)).toEqual([])
  })

  it('compiles under ajv in strict mode, and refuses an empty object', () => {
    expect(schemaErrors(role, {}).length).toBeGreaterThan(0)
  })
})

/** What lies at a path of a schema; an empty schema where nothing does. */
function part(schema: Schema | undefined, ...keys: readonly string[]): Schema {
  return keys.reduce<Schema>((at, key) => (at[key] ?? {}) as Schema, schema ?? {})
}

describe('the schemas and the constants of the code', () => {
  const [claim, experiment, , figure] = schemas.map(([, schema]) => schema)

  it('know the same profiles', () => {
    expect(Object.keys(part(claim, 'properties', 'expected', 'properties'))).toEqual(PROFILE_NAMES)
  })

  it('know the same losses, and the same kinds of claims to draw', () => {
    const panel = part(figure, '$defs', 'panel', 'properties')
    expect([...(part(panel, 'metric').enum as string[])].sort()).toEqual([...LOSS_METRICS].sort())
    expect(part(panel, 'claim').description).toContain(`(${FIGURE_KINDS.join(', ')})`)
  })

  it.each(Object.keys(PRESETS) as OptimizerName[])('know the same settings and variants of %s', (name) => {
    const { oneOf } = part(experiment, '$defs', 'optimizer') as { oneOf: readonly Schema[] }
    const definition = oneOf
      .map((reference) => resolve(experiment!, reference))
      .find((each) => String(part(each, 'properties', 'name').enum) === name)!
    const { variant, ...properties } = definition.properties as Readonly<Record<string, Schema>>
    expect(Object.keys(properties).sort()).toEqual(
      ['name', 'learningRate', 'schedule', 'projection', ...settingKeysOf(name), ...optionsOf(name)].sort()
    )
    expect(variant === undefined ? [] : resolve(experiment!, variant).enum).toEqual(variantsOf(name))
    const settings = Object.keys(Object.values<object>(PRESETS[name].variants)[0] ?? {})
    expect([...((part(definition, 'else').required ?? []) as readonly string[])].sort()).toEqual(settings.sort())
  })

  it('know the same optimizers, and let a map vary every variant', () => {
    expect(part(experiment, '$defs', 'optimizer', 'properties', 'name').enum).toEqual(Object.keys(PRESETS))
    const axis = part(experiment, '$defs', 'syntheticMap', 'properties', 'variant', 'items')
    const variants = new Set(Object.keys(PRESETS).flatMap(variantsOf))
    expect(resolve(experiment!, axis).enum).toEqual([...variants])
  })

  it('allow every dataset that is known, and tell of each', () => {
    const dataset = part(experiment, '$defs', 'classification', 'properties', 'data', 'properties', 'dataset')
    for (const name of Object.keys(DATASET_FACTS)) {
      expect(name).toMatch(new RegExp(String(dataset.pattern)))
      expect(dataset.description).toContain(name)
    }
  })

  it('know the same layers: each with nothing but its class and what it demands is resolved', () => {
    const classes = part(experiment, '$defs', 'layer', 'properties', 'class').enum as readonly LayerFile['class'][]
    const demanded = { units: 3, filters: 3, kernel_size: 3, activation: 'relu', rate: 0.5, layers: [] } as const
    const definitions = Object.values(experiment?.$defs as Readonly<Record<string, Schema>>)
    for (const name of classes) {
      const definition = definitions.find((each) => String(part(each, 'properties', 'class').enum) === name)!
      const keys = (definition.required as readonly (keyof typeof demanded | 'class')[]).filter(
        (key) => key !== 'class'
      )
      const layer = { class: name, ...Object.fromEntries(keys.map((key) => [key, demanded[key]])) } as LayerFile
      expect(Object.keys(part(definition, 'properties')).sort()).toEqual(Object.keys(resolveLayer(layer)).sort())
    }
  })
})
