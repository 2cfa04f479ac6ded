/** @throws RangeError at the first NaN or infinity */
export function requireFinite(values: readonly number[]): void {
  const wrong = values.find((value) => !Number.isFinite(value))
  if (wrong !== undefined) throw new RangeError(`a sequential rule needs finite numbers, not ${wrong}`)
}

/** @throws RangeError outside (0, 1) */
export function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`an error rate lies in (0, 1), not ${alpha}`)
}

/** @throws RangeError unless it is a whole number from 1 on */
export function requireFirstLook(firstLook: number): void {
  if (!(Number.isSafeInteger(firstLook) && firstLook >= 1)) {
    throw new RangeError(`looks begin at a whole number of values from 1 on, not at ${firstLook}`)
  }
}
