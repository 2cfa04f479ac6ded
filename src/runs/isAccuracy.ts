/** Whether a metric is a share of examples that a model gets right. @example isAccuracy('test.accuracy') // true */
export function isAccuracy(metric: string): boolean {
  return metric.endsWith('.accuracy')
}
