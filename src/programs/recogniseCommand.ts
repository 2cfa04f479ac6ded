import { OF_EVERY_RUN } from './fillCommand'

/** A command that was written out, as a template: what is a setting, the seed or the run's folder is a placeholder. */
export interface RecognisedCommand {
  /** With placeholders in the places of the values: the arguments stay in their order. */
  readonly words: readonly string[]
  readonly settings: Readonly<Record<string, string | number>>
  /** Whether the program is told its seed. */
  readonly hasSeed: boolean
  /** Words of which a value was replaced by the folder of the run: `--output-dir out`. */
  readonly folders: readonly string[]
}

const SEED = /^(?:.*[._-])?(?:seed(?:[_-]everything)?|random[_-]state)$/i
const FOLDER =
  /^(?:.*\.)?(?:out|(?:out(?:put)?|save|log(?:ging)?|run|results?|work|exp|default[_-]root)[_-]?(?:dir(?:ectory)?|folder|path))$/i
const NAME = /^[A-Za-z_+][\w.+/-]*$/

/**
 * Finds the settings of a command: `--lr 0.001`, `--lr=0.001` and `lr=0.001`, the seed among them by its name. An option that
 * is followed by another is a flag, and stays as it is, like everything else (`-m train`, positions).
 *
 * @param words of a command, as it would be started; placeholders in it stay
 * @example
 * recogniseCommand(['python', 'train.py', '--lr', '0.1', '--seed', '0']).words
 * // ['python', 'train.py', '--lr', '{lr}', '--seed', '{seed}']
 */
export function recogniseCommand(words: readonly string[]): RecognisedCommand {
  const template: string[] = []
  const settings: Record<string, string | number> = {}
  const folders: string[] = []
  const placeholderOf = (name: string, value: string): string => {
    if (/\{[\w.]+\}/.test(value)) return value
    if (SEED.test(name) && /^\d+$/.test(value)) return '{seed}'
    if (FOLDER.test(name)) {
      folders.push(name)
      return '{run}'
    }
    // Said twice, or a name that means something else: it stays what it is.
    if (!NAME.test(name) || OF_EVERY_RUN.has(name) || SEED.test(name) || Object.hasOwn(settings, name)) return value
    settings[name] = settingOf(value)
    return `{${name}}`
  }
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!
    const next = words[index + 1]
    const [, start, name, value] = /^(-{0,2})([A-Za-z_+][\w.+/-]*)=(.*)$/s.exec(word) ?? []
    // The program itself, and an assignment in its place, are none.
    if (name !== undefined && index > 0) {
      template.push(`${start}${name}=${placeholderOf(name, value!)}`)
    } else if (/^(?:--[A-Za-z]|-[A-Za-z][\w.-])/.test(word) && index > 0 && next !== undefined && isValue(next)) {
      template.push(word, placeholderOf(word.replace(/^--?/, ''), next))
      index += 1
    } else {
      template.push(word)
    }
  }
  return { words: template, settings, hasSeed: template.some((word) => /\{seed(?:\.\w+)?\}/.test(word)), folders }
}

/** What may follow an option as its value: a negative number too. */
function isValue(word: string): boolean {
  return !word.startsWith('-') || /^-\.?\d/.test(word)
}

/** A number where it reads the same again, so that the program is told what was written. */
function settingOf(text: string): string | number {
  const value = Number(text)
  return text !== '' && Number.isFinite(value) && String(value) === text ? value : text
}
