/**
 * The statistics behind the verdicts, one method a file, each on plain arrays and numbers. What draws takes its random
 * numbers as an argument.
 */

export { bcaInterval } from './bcaInterval'
export { benjaminiHochberg } from './benjaminiHochberg'
export { expectedBestU, expectedBestV } from './bestOfK'
export { binomialTwoSidedP } from './binomialTest'
export { chiSquareQuantile } from './chiSquare'
export { choiceShares } from './choiceShares'
export { cliffsDelta } from './cliffsDelta'
export { clopperPearson } from './clopperPearson'
export { cohensDz } from './cohensDz'
export { correlation } from './correlation'
export { type CrossedLayout, columnVariance, crossedLayout, type SquaresOf } from './crossedLayout'
export { describe, mean, type Summary, sampleStandardDeviation } from './describe'
export {
  betaCdf,
  betaQuantile,
  normalCdf,
  normalQuantile,
  studentTCdf,
  studentTQuantile,
  studentTTwoSidedP
} from './distributions'
export { effectInterval } from './effectInterval'
export { farringtonManningP } from './farringtonManning'
export { fQuantile, fUpperTail } from './fDistribution'
export { type FlipProbability, flipProbability, unpairedFlipProbability } from './flipProbability'
export { hallTransform } from './hallTransform'
export { type HolmDecision, holm } from './holm'
export type { Interval } from './interval'
export { type FactorOfVariance, type LatinSquareAnalysis, latinSquare, type SourceOfVariance } from './latinSquare'
export { mcnemarP } from './mcnemar'
export { minPairs } from './minPairs'
export { type CrossedLosses, modelConfidenceSet } from './modelConfidenceSet'
export { noncentralTUpperTail } from './noncentralT'
export { pairingGain } from './pairingGain'
export { pairsNeeded } from './pairsNeeded'
export { partialConjunctionP } from './partialConjunction'
export { pauleMandel } from './pauleMandel'
export { permutationP } from './permutationTest'
export { detectableEffect, pairedTPower } from './power'
export { probabilityLower } from './probabilityLower'
export { type RandomEffects, randomEffects, type StudyEffect } from './randomEffects'
export { betaBinomialLogE, betaBinomialProcess } from './sequential/betaBinomialProcess'
export { betting, bettingLogCapital } from './sequential/betting'
export { expectedMorePairs } from './sequential/expectedMorePairs'
export { groupSequential } from './sequential/groupSequential'
export type { SpendingFunction } from './sequential/groupSequentialBoundary'
export { mixtureT, mixtureTLogE } from './sequential/mixtureT'
export { signFlipE, signFlipProcess } from './sequential/signFlip'
export type { SequentialLook, SequentialMethod } from './sequential/types'
export { type SequentialPower, type SequentialStudy, sequentialPower } from './sequentialPower'
export { type SerialCorrelation, serialCorrelation } from './serialCorrelation'
export { signFlipP } from './signFlip'
export { isSkewed, skewness } from './skewness'
export { skewRobustP } from './skewRobustP'
export { squareAndAdd } from './squareAndAdd'
export { type SampleBlock, type StratifiedPermutation, stratifiedPermutation } from './stratifiedPermutation'
export { tangoP } from './tango'
export { tInterval } from './tInterval'
export { hasSpread, largestTie, unseenRateBound } from './ties'
export { tostP } from './tost'
export { type TTest, tTest } from './tTest'
export { type WelchAnalysis, welch } from './welch'
export { wilcoxonP } from './wilcoxon'
export { wilson } from './wilson'
