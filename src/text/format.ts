import type { Interval } from '../stats/interval'

/**
 * A number for people: `digits` significant digits, without trailing zeros, the same on every machine. Integers are
 * printed whole; very large and very small values in scientific notation.
 *
 * @param digits significant digits, 1 to 15
 * @example formatNumber(0.123456) // '0.1235'
 * @example formatNumber(-3.2e-9) // '-3.2e-9'
 * @example formatNumber(Number.NaN) // 'NaN'
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return '0'
  if (Number.isSafeInteger(value)) return String(value)
  const rounded = Number(value.toPrecision(digits))
  const magnitude = Math.abs(rounded)
  if (magnitude >= 1e-4 && magnitude < 1e6) return String(rounded)
  return trimExponential(value.toExponential(digits - 1))
}

/** A value of a setting, as exact as a double is written. @example formatValue(0.1 + 0.2) // '0.3' */
export function formatValue(value: number | string | boolean): string {
  return typeof value === 'number' ? formatNumber(value, 15) : String(value)
}

/** The same, with a dash where there is no number. @example formatOptional(null) // '–' */
export function formatOptional(value: number | null, digits = 4): string {
  return value === null ? '–' : formatNumber(value, digits)
}

/** A share as a percentage. @example formatPercent(0.98333333) // '98.33 %' */
export function formatPercent(share: number, digits = 4): string {
  return `${formatNumber(share * 100, digits)} %`
}

/** A signed relative change from a difference of logarithms. @example formatChange(Math.log(0.95)) // '-5 %' */
export function formatChange(logRatio: number, digits = 3): string {
  const change = Math.expm1(logRatio) * 100
  return `${change > 0 ? '+' : ''}${formatNumber(change, digits)} %`
}

/** A p value. Below 1e-15 floating point no longer tells them apart. @example formatP(0.000123456) // '0.000123' */
export function formatP(p: number | null): string {
  if (p === null) return '–'
  return p < SMALLEST_P ? '< 1e-15' : formatNumber(p, 3)
}

const SMALLEST_P = 1e-15

/** The same in a sentence. @example pWords(1e-20) // 'p < 1e-15' */
export function pWords(p: number): string {
  return p < SMALLEST_P ? `p ${formatP(p)}` : `p = ${formatP(p)}`
}

/** @example formatInterval({ lower: -0.5, upper: 1, level: 0.95 }) // '[-0.5, 1]' */
export function formatInterval(interval: Interval | null, digits = 4): string {
  return interval === null ? '–' : `[${formatNumber(interval.lower, digits)}, ${formatNumber(interval.upper, digits)}]`
}

/** `count` with its noun. @example formatCount(1, 'claim') // '1 claim' @example formatCount(12000, 'step') // '12,000 steps' */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${groupDigits(count)} ${count === 1 ? singular : plural}`
}

/** A whole number in groups of three digits, the same in every locale. @example groupDigits(1234567) // '1,234,567' */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** Milliseconds as hours, minutes and seconds. @example formatDuration(3_725_000) // '1 h 2 min 5 s' */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 1) return 'under 1 s'
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's']
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

function trimExponential(text: string): string {
  return text.replace(/\.?0+e/, 'e').replace('e+', 'e')
}
