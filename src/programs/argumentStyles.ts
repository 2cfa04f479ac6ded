import { InputError } from '../errors'
import { type ArgumentValue, flatSettings, isGroup, isList, type Settings, wordOf } from './settings'

/** How settings reach a program where its command says `{args}`. */
export interface ArgumentStyle {
  /**
   * - `argparse`: `--lr 0.1`, for argparse, click, tyro, simple-parsing, docopt, commander
   * - `equals`: `--lr=0.1`, for absl, gflags, Go, optparse
   * - `hydra`: `lr=0.1`
   * - `json`: all of them as one JSON text
   * - `file`: the path of a JSON file with all of them
   * - `env`: variables of the environment, by their names
   * - `none`: by the placeholders of the command and `CLAIMCHECK_SETTINGS` alone
   */
  readonly style: ArgumentStyleName
  /**
   * How true and false are said by `argparse` and `equals`.
   *
   * - `flag`: `--x`, and nothing for false
   * - `no-flag`: `--x`, `--no-x` (argparse's BooleanOptionalAction, click, tyro)
   * - `noflag`: `--x`, `--nox` (absl, gflags)
   * - `value`: `--x true`, `--x false`
   */
  readonly booleans?: 'flag' | 'no-flag' | 'noflag' | 'value'
  /**
   * How lists are said by `argparse` and `equals`.
   *
   * - `values`: `--x 1 2` (argparse's nargs, tyro); of `argparse` alone
   * - `repeated`: `--x 1 --x 2` (click's multiple, absl's DEFINE_multi_float, argparse's append)
   * - `commas`: `--x 1,2` (absl's DEFINE_list)
   */
  readonly lists?: 'values' | 'repeated' | 'commas'
}

/** A way to say settings. */
export type ArgumentStyleName = (typeof ARGUMENT_STYLES)[number]

export const ARGUMENT_STYLES = ['argparse', 'equals', 'hydra', 'json', 'file', 'env', 'none'] as const

/**
 * Arguments of a program for settings, by name. A setting that is null is left out, which is what a program without it does;
 * of Hydra it is `null`.
 *
 * @param settings those that no placeholder of the command names
 * @param settingsFile the path that `file` hands over
 * @throws InputError where the style cannot say a value
 * @example argumentsOf({ style: 'argparse' }, { lr: 0.1, nesterov: true, betas: [0.9, 0.99] }, '') // ['--betas', '0.9', '0.99', '--lr', '0.1', '--nesterov']
 * @example argumentsOf({ style: 'hydra' }, { lr: 0.1, nesterov: true, betas: [0.9, 0.99] }, '') // ['betas=[0.9,0.99]', 'lr=0.1', 'nesterov=true']
 */
export function argumentsOf(style: ArgumentStyle, settings: Settings, settingsFile: string): readonly string[] {
  switch (style.style) {
    case 'argparse':
    case 'equals':
      return flatSettings(settings).flatMap(([name, value]) => optionWords(style, name, value))
    case 'hydra':
      return flatSettings(settings).map(([name, value]) => `${name}=${hydraValue(value)}`)
    case 'json':
      return [JSON.stringify(settings)]
    case 'file':
      return [settingsFile]
    case 'env':
    case 'none':
      return []
    default:
      return style.style satisfies never
  }
}

/** Variables of the environment for settings, where the style is `env`: values as words, lists as JSON. */
export function variablesOf({ style }: ArgumentStyle, settings: Settings): Readonly<Record<string, string>> {
  if (style !== 'env') return {}
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(settings)) {
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      throw new InputError('a setting cannot be a variable of the environment', {
        where: `setting ${JSON.stringify(name)}`,
        expected: 'letters, digits and _, not beginning with a digit, where "args" is "env"',
        received: JSON.stringify(name),
        remedy: 'rename it, or choose another style of "args"'
      })
    }
    if (value !== null) variables[name] = wordOf(value)
  }
  return variables
}

function optionWords(style: ArgumentStyle, name: string, value: ArgumentValue): string[] {
  const { booleans = style.style === 'equals' ? 'value' : 'flag' } = style
  const { lists = style.style === 'equals' ? 'repeated' : 'values' } = style
  if (value === null) return []
  if (typeof value === 'boolean' && booleans !== 'value') {
    if (value) return [optionName(name)]
    if (booleans === 'flag') return []
    // `--a.no-b` of a group, as tyro and jsonargparse have it.
    const at = name.lastIndexOf('.') + 1
    return [optionName(`${name.slice(0, at)}${booleans === 'no-flag' ? 'no-' : 'no'}${name.slice(at)}`)]
  }
  if (!isList(value)) return option(style, name, wordOf(value))
  const words = value.map((one) => listWord(name, one))
  if (lists === 'repeated') return words.flatMap((word) => option(style, name, word))
  if (lists === 'commas') return option(style, name, commaList(name, words))
  if (style.style === 'equals') {
    throw new InputError('a list of values needs spaces between them', {
      where: `setting ${JSON.stringify(name)}`,
      expected: '"lists": "repeated" or "commas" where the style is "equals"',
      received: '"values"',
      remedy: 'choose one of the two, or the style "argparse"'
    })
  }
  return [optionName(name), ...words.map((word) => (isNegative(word) ? plainDigits(name, word) : word))]
}

/** A value that begins with a dash would be taken for an option, unless it stands behind an equals sign. */
function option({ style }: ArgumentStyle, name: string, word: string): string[] {
  const own = optionName(name)
  return style === 'equals' || word.startsWith('-') ? [`${own}=${word}`] : [own, word]
}

/** A name that already begins with a dash is one of the program's own, such as `-C`. */
function optionName(name: string): string {
  return name.startsWith('-') ? name : `--${name}`
}

function listWord(name: string, value: ArgumentValue): string {
  if (!isList(value) && !isGroup(value) && value !== null) return wordOf(value)
  throw new InputError('a list within a list cannot be an argument', {
    where: `setting ${JSON.stringify(name)}`,
    expected: 'a list of numbers, texts or booleans',
    received: JSON.stringify(value),
    remedy: 'hand it over by "args": "file", "json" or "hydra"'
  })
}

function commaList(name: string, words: readonly string[]): string {
  const torn = words.find((word) => word.includes(','))
  if (torn === undefined) return words.join(',')
  throw new InputError('a value with a comma cannot be part of a list with commas', {
    where: `setting ${JSON.stringify(name)}`,
    expected: 'values without a comma where "lists" is "commas"',
    received: JSON.stringify(torn),
    remedy: 'choose "lists": "repeated", or another style of "args"'
  })
}

function isNegative(word: string): boolean {
  return word.startsWith('-')
}

/** argparse takes `-0.00001` for a number and `-1e-5` for an option; what is no number at all cannot be said. */
function plainDigits(name: string, word: string): string {
  const number = Number(word)
  if (Number.isFinite(number)) {
    const digits = /e/i.test(word) ? decimal(word) : word
    return digits
  }
  throw new InputError('a list holds a text that begins with a dash, which a program takes for an option', {
    where: `setting ${JSON.stringify(name)}`,
    expected: 'texts that begin with something else where "lists" is "values"',
    received: JSON.stringify(word),
    remedy: 'choose "lists": "repeated", or another style of "args"'
  })
}

/** A number in exponent notation with all its digits. Of -1.5e-7: -0.00000015. */
function decimal(word: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d*)\.?(\d*)e([+-]?\d+)$/i.exec(word.trim())!
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** By Hydra's grammar of overrides: texts in quotes wherever they could be anything else. */
function hydraValue(value: ArgumentValue): string {
  if (isList(value)) return `[${value.map(hydraValue).join(',')}]`
  if (isGroup(value)) {
    return `{${Object.entries(value)
      .map(([name, one]) => `${hydraText(name)}:${hydraValue(one)}`)
      .join(',')}}`
  }
  return typeof value === 'string' ? hydraText(value) : JSON.stringify(value)
}

const HYDRA_WORD = /^[A-Za-z_/][\w./-]*$/
const HYDRA_TAKEN = /^(?:true|false|null|inf|nan)$/i

function hydraText(text: string): string {
  if (HYDRA_WORD.test(text) && !HYDRA_TAKEN.test(text)) return text
  // Backslashes count where a quote or the end follows; `${` would be looked up.
  const escaped = text.replace(/(\\*)('|$)/g, (_, slashes: string, quote: string) =>
    quote === '' ? slashes + slashes : `${slashes}${slashes}\\'`
  )
  return `'${escaped.replaceAll('${', '\\${')}'`
}
