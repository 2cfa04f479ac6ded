/**
 * Values that TypeScript does not tell apart and a JSON Schema does. The schemas are generated from the types
 * (`scripts/schema.mjs`); a tag of a docstring becomes a keyword.
 */

/** A number that may be NaN or infinite: a text in a file, since JSON has finite numbers only. */
export type Double = number

/**
 * A whole number from 0.
 *
 * @asType integer
 * @minimum 0
 */
export type Count = number

/**
 * A whole number from 1.
 *
 * @asType integer
 * @minimum 1
 */
export type PositiveInteger = number

/**
 * SHA-256 in lower-case hexadecimal digits.
 *
 * @pattern ^[0-9a-f]{64}$
 */
export type Digest = string

/**
 * A number from 0 to 1, such as a p value or a level.
 *
 * @minimum 0
 * @maximum 1
 */
export type Probability = number

/**
 * A text that is not empty.
 *
 * @pattern \S
 */
export type Text = string
