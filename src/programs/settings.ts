/** The value of a setting, as JSON has it. */
export type ArgumentValue =
  | string
  | number
  | boolean
  | null
  | readonly ArgumentValue[]
  | { readonly [name: string]: ArgumentValue }

export type Settings = Readonly<Record<string, ArgumentValue>>

export function isList(value: ArgumentValue): value is readonly ArgumentValue[] {
  return Array.isArray(value)
}

export function isGroup(value: ArgumentValue): value is { readonly [name: string]: ArgumentValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Settings with groups written out, by name in the order of code units: the same settings give the same command, however
 * they were written down.
 *
 * @example flatSettings({ b: 1, a: { c: true } }) // [['a.c', true], ['b', 1]]
 */
export function flatSettings(settings: Settings): readonly (readonly [name: string, value: ArgumentValue])[] {
  const flat = Object.entries(settings).flatMap(([name, value]): (readonly [string, ArgumentValue])[] =>
    isGroup(value)
      ? flatSettings(value).map(([inner, one]) => [`${name}.${inner}`, one] as const)
      : [[name, value] as const]
  )
  return flat.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** A value as a word of a command: numbers as JavaScript and Python both read them, the rest as JSON. */
export function wordOf(value: ArgumentValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
