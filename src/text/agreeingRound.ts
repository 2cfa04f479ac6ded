/** Beyond these a double has no more digits. */
const MAX_DIGITS = 17

/**
 * Rounds a number for people to as few significant digits as keep it on its side of every reference: what is below,
 * equal to or above a reference stays so. A sentence then never contradicts the verdict that it explains.
 *
 * Digits in front of the point are never rounded away.
 *
 * @param digits significant digits to start with, 1 to 17
 * @example agreeingRound(103.6, [], 2) // '104'
 * @example agreeingRound(1.0004, [1], 2) // '1.0004'
 * @example agreeingRound(1.2345, [1], 2) // '1.2'
 */
export function agreeingRound(value: number, references: readonly number[], digits: number): string {
  const whole = Math.abs(value) < 1 ? 0 : 1 + Math.floor(Math.log10(Math.abs(value)))
  for (let d = Math.max(digits, whole); d < MAX_DIGITS; d++) {
    const rounded = Number(value.toPrecision(d))
    if (references.every((reference) => Math.sign(rounded - reference) === Math.sign(value - reference))) {
      return String(rounded)
    }
  }
  return String(value)
}
