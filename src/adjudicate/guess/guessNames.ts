/** What the names of runs tell, and the expression that reads it. */
export interface NameGuess {
  /** The part of an expression, without anchors, with groups `arm` and `number` where they were found. */
  readonly expression: string
  /** By name. */
  readonly arms: readonly string[] | null
  readonly numbers: readonly string[] | null
  /** A third part has few values too: a data set, a task. */
  readonly hasGroup: boolean
  /** The numbers are called seeds. */
  readonly saysSeed: boolean
}

/** More are no arms, but names of runs. */
const MOST_ARMS = 8

/**
 * Arm and number out of names that differ in both: `adam_seed0/log.csv`, `runs/adam/3/log.csv`. Part by part between slashes: one
 * with an arm and a number in it, else one that is an arm, and one that is or ends in a number.
 *
 * @param names of runs, all with as many parts
 * @returns null where the names have not the same parts
 */
export function guessNames(names: readonly string[]): NameGuess | null {
  const split = names.map((name) => name.split('/'))
  const depth = split[0]!.length
  if (split.some((parts) => parts.length !== depth)) return null
  const columns = Array.from({ length: depth }, (_, i) => split.map((parts) => parts[i]!))
  const readings = columns.map(readPart)
  const both = readings.find(({ arms, numbers }) => arms !== null && numbers !== null)
  const armPart = both ?? readings.find(({ arms }) => arms !== null)
  const numberParts = readings.filter(({ numbers }) => numbers !== null)
  const numberPart = both ?? numberParts.find(({ saysSeed }) => saysSeed) ?? numberParts.at(-1)
  const groupPart = readings.find((reading) => reading.arms !== null && reading !== armPart && reading !== both)
  const texts = readings.map((reading) => {
    if (reading === groupPart) return reading.asArm.replace('<arm>', '<group>')
    if (reading === both) return reading.expression
    if (reading === armPart) return reading.asArm
    return reading === numberPart ? reading.asNumber : reading.asAny
  })
  return {
    expression: texts.join('/'),
    arms: armPart?.arms ?? null,
    numbers: numberPart?.numbers ?? null,
    hasGroup: groupPart !== undefined,
    saysSeed: numberPart?.saysSeed ?? false
  }
}

interface PartReading extends NameGuess {
  readonly asArm: string
  readonly asNumber: string
  readonly asAny: string
}

const ANY = '[^/]+'
const ARM = '(?<arm>[^/]+?)'
const NUMBER = '(?<number>[0-9]+)'

function readPart(values: readonly string[]): PartReading {
  const distinct = new Set(values)
  const asAny = distinct.size === 1 ? literalPattern(values[0]!) : ANY
  const none = {
    expression: asAny,
    arms: null,
    numbers: null,
    hasGroup: false,
    saysSeed: false,
    asArm: asAny,
    asNumber: asAny,
    asAny
  }
  if (distinct.size === 1) return none
  const suffix = commonSuffix(values).replace(/^[\d]+/, '')
  const bare = values.map((value) => value.slice(0, value.length - suffix.length))
  const prefix = commonPrefix(bare).replace(/[^-_.=, ]+$/, '')
  const inner = bare.map((value) => value.slice(prefix.length))
  const numbered = inner.map((value) => /^(.*?)(\d+)$/s.exec(value))
  if (numbered.every((match) => match !== null)) {
    const heads = numbered.map((match) => match![1]!)
    const numbers = numbered.map((match) => match![2]!)
    const joint = jointOf(heads)
    const arms = heads.map((head) => head.slice(0, head.length - joint.length))
    const saysSeed = /seed|(?:^|[-_.])s$/i.test(`${prefix}${joint}`)
    const asNumber = `${literalPattern(prefix)}${new Set(heads).size === 1 ? literalPattern(heads[0]!) : '.*?'}${NUMBER}${literalPattern(suffix)}`
    const expression = `${literalPattern(prefix)}${ARM}${literalPattern(joint)}${NUMBER}${literalPattern(suffix)}`
    if (areArms(arms)) return { ...none, expression, arms, numbers, saysSeed, asNumber }
    return { ...none, numbers: new Set(heads).size === 1 ? numbers : null, saysSeed, asNumber }
  }
  if (!areArms(inner)) return none
  return { ...none, arms: inner, asArm: `${literalPattern(prefix)}${ARM}${literalPattern(suffix)}` }
}

function areArms(values: readonly string[]): boolean {
  const distinct = new Set(values)
  return distinct.size > 1 && distinct.size <= MOST_ARMS && distinct.size < values.length && !distinct.has('')
}

/** What stands between arm and number: the common end, from a separator or the word seed on. */
function jointOf(heads: readonly string[]): string {
  const common = commonSuffix(heads)
  const start = common.search(/[-_.=, ]|seed/i)
  return start === -1 ? '' : common.slice(start)
}

function commonPrefix(values: readonly string[]): string {
  const [first] = values
  let length = 0
  while (length < first!.length && values.every((value) => value[length] === first![length])) length++
  return first!.slice(0, length)
}

function commonSuffix(values: readonly string[]): string {
  const reversed = values.map((value) => [...value].reverse().join(''))
  return [...commonPrefix(reversed)].reverse().join('')
}

/** As a part of an expression. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
