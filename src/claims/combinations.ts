/**
 * Every combination of one value of each axis, in the order of the axes, the last one fastest. An axis without values is
 * left out of all of them.
 *
 * @example combinations(['rate', 'beta'], { beta: [0.9, 0.99], rate: [1] }) // [{ rate: 1, beta: 0.9 }, { rate: 1, beta: 0.99 }]
 */
export function combinations<Setting extends object>(
  axes: readonly (keyof Setting)[],
  values: { readonly [Axis in keyof Setting]?: readonly NonNullable<Setting[Axis]>[] | undefined }
): Setting[] {
  let settings = [{} as Setting]
  for (const axis of axes) {
    const own = values[axis]
    if (own === undefined) continue
    settings = settings.flatMap((setting) => own.map((value) => ({ ...setting, [axis]: value })))
  }
  return settings
}
