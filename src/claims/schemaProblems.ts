import type { ErrorObject } from 'ajv/dist/2020'
import { variantsOf } from '../optim/presets'
import { isObject, type SpecDocument, valueAt } from './document'
import { didYouMean, type JsonPath, type LintProblem, listOf, type ProblemText, problemAt } from './lintProblem'
import { schemaErrors } from './schema'

/** What the JSON Schema finds in a document, in words. */
export function schemaProblems(document: SpecDocument): LintProblem[] {
  return schemaErrors(document.role, document.value).flatMap((error) => {
    const path = pathOf(document, error.instancePath)
    const found = describe(error, path)
    return found === null ? [] : [problemAt(document, found.path, found.text)]
  })
}

interface Found {
  readonly path: JsonPath
  readonly text: ProblemText
}

function describe(error: ErrorObject, path: JsonPath): Found | null {
  const parent: Readonly<Record<string, unknown>> = isObject(error.parentSchema) ? error.parentSchema : {}
  const word = error.data
  switch (error.keyword) {
    // Said better by the enum of the tag, or by the `required` of the branch, which fail beside them.
    case 'discriminator':
    case 'if':
      return null
    case 'additionalProperties':
      return unknownKey(String(error.params.additionalProperty), parent, path)
    case 'required':
      return missingKey(String(error.params.missingProperty), parent, path, error)
    case 'enum':
      return { path, text: notInEnum(word, error.params.allowedValues, path) }
    case 'type':
      return {
        path,
        text: {
          message: `${nameOf(path)} has the wrong type`,
          expected: `${typeInWords(error.params.type)}${exampleOf(parent)}`,
          remedy: `write ${typeInWords(error.params.type)}`
        }
      }
    case 'pattern':
      return {
        path,
        text: {
          message: `${nameOf(path)} has the wrong form`,
          expected: `${patternInWords(String(error.params.pattern))}${exampleOf(parent)}`,
          remedy: 'rewrite it'
        }
      }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return {
        path,
        text: {
          message: `${nameOf(path)} is out of range`,
          expected: `${error.params.comparison} ${error.params.limit}${exampleOf(parent)}`,
          remedy: 'choose a value in range'
        }
      }
    case 'minItems':
    case 'maxItems':
    case 'items':
    case 'minProperties': {
      const most = error.keyword !== 'minItems' && error.keyword !== 'minProperties'
      return {
        path,
        text: {
          message: `${nameOf(path)} has too ${most ? 'many' : 'few'} items`,
          expected: `at ${most ? 'most' : 'least'} ${error.params.limit}${exampleOf(parent)}`,
          remedy: most ? 'remove some' : 'add to it, or leave it out where it may be'
        }
      }
    }
    case 'uniqueItems':
      return {
        path: [...path, Number(error.params.i)],
        text: {
          message: `an item of ${nameOf(path)} stands twice`,
          expected: `different items; item ${Number(error.params.j) + 1} is the same`,
          remedy: 'remove one of them'
        }
      }
    default:
      return {
        path,
        text: {
          message: `${nameOf(path)} ${error.message ?? 'is not valid'}`,
          expected: `a valid ${nameOf(path)}${exampleOf(parent)}`,
          remedy: 'correct it'
        }
      }
  }
}

function unknownKey(key: string, parent: Readonly<Record<string, unknown>>, path: JsonPath): Found {
  const known = isObject(parent.properties) ? Object.keys(parent.properties) : []
  const isNameMap = isObject(parent.patternProperties) && !isObject(parent.properties)
  const [named, example] = path.at(-1) === 'arms' ? ['an arm', '"amsgrad"'] : ['an assumption', '"loss-function"']
  return {
    path: [...path, key],
    text: {
      message: isNameMap ? `${JSON.stringify(key)} is no name of ${named}` : `unknown key ${JSON.stringify(key)}`,
      expected: isNameMap ? `lower-case letters, digits, "-" and ".", such as ${example}` : `one of ${listOf(known)}`,
      received: JSON.stringify(key),
      remedy: isNameMap ? 'rename it' : didYouMean(key, known, 'remove it, or rename it'),
      atKey: true
    }
  }
}

function missingKey(
  key: string,
  parent: Readonly<Record<string, unknown>>,
  path: JsonPath,
  { schemaPath, data }: ErrorObject
): Found {
  const property = isObject(parent.properties) ? parent.properties[key] : undefined
  const meaning = isObject(property) && typeof property.description === 'string' ? property.description : null
  // Of an optimizer without a variant.
  const variants = schemaPath.includes('/else/') && isObject(data) ? variantsOf(data.name) : []
  return {
    path: [...path, key],
    text: {
      message: `${key} is missing`,
      expected: meaning === null ? `"${key}"` : `"${key}": ${meaning}`,
      received: 'nothing',
      remedy:
        variants.length > 0
          ? `state it, or "variant" (${listOf(variants)}), which sets it`
          : `add "${key}"${isObject(property) ? exampleOf(property) : ''}`
    }
  }
}

function notInEnum(word: unknown, allowed: readonly unknown[], path: JsonPath): ProblemText {
  const texts = allowed.map(String)
  return {
    message: `${nameOf(path)} is none of the known ones`,
    expected: texts.length === 1 ? listOf(texts) : `one of ${listOf(texts)}`,
    remedy: didYouMean(word, texts, texts.length === 1 ? `write ${listOf(texts)}` : 'choose one of them')
  }
}

function nameOf(path: JsonPath): string {
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  return typeof last === 'number' ? `item ${last + 1} of ${nameOf(path.slice(0, -1))}` : last
}

function typeInWords(type: unknown): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    integer: 'a whole number',
    boolean: 'true or false',
    object: 'an object',
    array: 'an array',
    null: 'null'
  }
  const types = Array.isArray(type) ? type : String(type).split(',')
  return types.map((name) => words[String(name)] ?? String(name)).join(' or ')
}

function patternInWords(pattern: string): string {
  if (pattern === '\\S') return 'a text that is not empty'
  if (pattern.includes('http')) return 'an address that begins with "https://" or "http://"'
  if (pattern.endsWith('{64}$')) return '64 hexadecimal digits, in lower case'
  if (pattern.includes('A-Z')) return 'a plain file name of letters, digits, "-", "_" and ".", without a folder'
  if (pattern.includes(' -')) return 'lower-case words of letters, digits and "-"'
  const word = 'lower-case letters, digits, "-" and "."'
  return pattern.includes('/') ? `two names with "/" between, of ${word}` : word
}

function exampleOf(schema: Readonly<Record<string, unknown>>): string {
  const example = Array.isArray(schema.examples) ? schema.examples[0] : undefined
  return example === undefined ? '' : `, such as ${JSON.stringify(example)}`
}

/** A JSON pointer as a path: a step is an index where its parent is an array. */
function pathOf(document: SpecDocument, pointer: string): JsonPath {
  const path: (string | number)[] = []
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    path.push(Array.isArray(valueAt(document, path)) ? Number(name) : name)
  }
  return path
}
