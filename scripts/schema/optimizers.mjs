// The optimizers in the schema of an experiment's file, made of their presets: `src/optim/presets.ts`. The rest of that schema
// is written by hand, what each setting means included (`$defs` of its name).
import { createRequire } from 'node:module'
import { print } from './print.mjs'

const require = createRequire(import.meta.url)
// The presets are TypeScript.
require('../../specs/support/typescriptHook.cjs')
const { PRESETS, settingKeysOf, optionsOf, variantsOf } = require('../../src/optim/presets.ts')
const { ruleOf } = require('../../src/optim/updateRule.ts')

const FIRST = '    "optimizer": {\n'
const NEXT = '    "schedule": {\n'

/** @param text of the schema @returns the same, with the optimizers as the presets have them */
export function withOptimizers(text) {
  const { $defs } = JSON.parse(text)
  const names = Object.keys(PRESETS)
  const parts = {
    optimizer: {
      type: 'object',
      required: ['name'],
      properties: { name: { description: 'The update rule.', enum: names, examples: ['AMSGrad'] } },
      discriminator: { propertyName: 'name' },
      oneOf: names.map((name) => ({ $ref: `#/$defs/${name.toLowerCase()}` }))
    },
    ...Object.fromEntries(names.map((name) => [name.toLowerCase(), definitionOf(name, $defs)]))
  }
  const [start, end] = [text.indexOf(FIRST), text.indexOf(NEXT)]
  if (start < 0 || end < start) throw new Error('the schema of an experiment has no place for its optimizers')
  const entries = Object.entries(parts).map(([key, part]) => `    "${key}": ${print(part, '    ', key.length + 4)},\n`)
  return text.slice(0, start) + entries.join('') + text.slice(end)
}

function definitionOf(name, $defs) {
  const { title, defaults, variants } = PRESETS[name]
  const set = Object.keys(Object.values(variants)[0] ?? {})
  const neutral = ruleOf({})
  const referTo = (key, value) => ({
    $ref: `#/$defs/${key}`,
    description: `${$defs[key].description} Default: ${value === null ? 'none' : value}.`
  })
  const variant = {
    description: `Whose ${name} it is: sets ${listOf(set)}; keys that stand beside it override.`,
    enum: variantsOf(name),
    examples: variantsOf(name).slice(0, 2)
  }
  return {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'learningRate'],
    properties: {
      name: { description: title, enum: [name], examples: [name] },
      ...(set.length > 0 && { variant }),
      learningRate: { $ref: '#/$defs/learningRate', description: 'alpha.' },
      schedule: { $ref: '#/$defs/schedule' },
      projection: { $ref: '#/$defs/projection' },
      ...Object.fromEntries(
        settingKeysOf(name).map((key) => [
          key,
          Object.hasOwn(defaults, key) ? referTo(key, defaults[key]) : { $ref: `#/$defs/${key}` }
        ])
      ),
      ...Object.fromEntries(optionsOf(name).map((key) => [key, referTo(key, neutral[key])]))
    },
    ...(set.length > 0 && {
      if: { properties: { variant: true }, required: ['variant'] },
      else: { properties: Object.fromEntries(set.map((key) => [key, true])), required: set }
    })
  }
}

function listOf(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
