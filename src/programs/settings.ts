/** The value of a setting, as JSON has it. */
export type SettingValue =
  | string
  | number
  | boolean
  | null
  | readonly SettingValue[]
  | { readonly [name: string]: SettingValue }

export type Settings = Readonly<Record<string, SettingValue>>

export function isList(value: SettingValue): value is readonly SettingValue[] {
  return Array.isArray(value)
}

export function isGroup(value: SettingValue): value is { readonly [name: string]: SettingValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Settings with groups written out, by name in the order of code units: the same settings give the same command, however
 * they were written down.
 *
 * @example flatSettings({ b: 1, a: { c: true } }) // [['a.c', true], ['b', 1]]
 */
export function flatSettings(settings: Settings): readonly (readonly [name: string, value: SettingValue])[] {
  const flat = Object.entries(settings).flatMap(([name, value]): (readonly [string, SettingValue])[] =>
    isGroup(value)
      ? flatSettings(value).map(([inner, one]) => [`${name}.${inner}`, one] as const)
      : [[name, value] as const]
  )
  return flat.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** A value as a word of a command: numbers as JavaScript and Python both read them, the rest as JSON. */
export function wordOf(value: SettingValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
