import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import { SCHEMA_FOLDER } from '../../src/claims/schema'

const SCRIPT = path.resolve(__dirname, '../../scripts/schema.mjs')

/** That something is a number says nothing of what it is. */
const SCALARS = ['Double', 'Count', 'PositiveInteger', 'Probability', 'Digest', 'Text']

type Schema = { readonly [key: string]: unknown }

/** Every object of a schema with its path, outermost first. What only chooses one of several, by `if`, is none itself. */
function* objectsOf(schema: unknown, at: string): Generator<[path: string, object: Schema]> {
  if (schema === null || typeof schema !== 'object') return
  const parts = schema as Schema
  if (parts.properties !== undefined && parts.allOf === undefined) yield [at, parts]
  for (const [name, child] of Object.entries(parts)) {
    const chooses = name === 'if' || (name === 'properties' && parts.allOf !== undefined)
    if (name !== 'examples' && !chooses) yield* objectsOf(child, `${at}.${name}`)
  }
}

describe('the generated schemas', () => {
  it('are what their sources give, and the types of files say what their schemas do', () => {
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, '--check'], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  }, 60_000)
})

describe.each([
  ['report', 90],
  ['audit', 8],
  ['external', 10],
  ['registrations', 3]
])('the generated schema of %s', (name, numObjects) => {
  const schema: Schema = JSON.parse(readFileSync(path.join(SCHEMA_FOLDER, `${name}.schema.json`), 'utf8'))
  const definitions = schema.$defs as Readonly<Record<string, Schema>>
  const objects = [...objectsOf(schema, '$')]

  it('explains every definition and every property', () => {
    expect(objects.length).toBeGreaterThan(numObjects)
    const silent = objects.flatMap(([at, { properties }]) =>
      Object.entries(properties as Readonly<Record<string, Schema>>).flatMap(([key, property]) => {
        const target = String(property.$ref ?? '').replace('#/$defs/', '')
        const { description } = { ...(SCALARS.includes(target) ? {} : definitions[target]), ...property }
        return typeof description === 'string' && description !== '' ? [] : [`${at}.${key}`]
      })
    )
    expect(silent).toEqual([])
    expect(Object.keys(definitions).filter((key) => definitions[key]!.description === undefined)).toEqual([])
  })

  it('refuses unknown keys in every object, and compiles under ajv in strict mode', () => {
    expect(objects.filter(([, { additionalProperties }]) => additionalProperties !== false)).toEqual([])
    const validate = new Ajv2020({ strict: true, discriminator: true }).compile(schema)
    expect(validate({})).toBe(false)
  })
})
