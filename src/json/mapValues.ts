/** An object with other values. @example mapValues({ a: 1, b: 2 }, (value) => -value) // { a: -1, b: -2 } */
export function mapValues<From, To>(
  object: Readonly<Record<string, From>>,
  to: (value: From, key: string) => To
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, to(value, key)]))
}
