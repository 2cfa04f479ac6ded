import type { Margin } from '../claims/types'
import { isAccuracy } from '../runs/isAccuracy'

/** A name that claims may have of a metric. @example metricName('my loss') // 'my-loss' */
export function metricName(logged: string): string {
  return logged.replace(/[^\w./@-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'metric'
}

/** Which way a metric is better, by its name. @example betterOf('eval_accuracy') // 'higher' */
export function betterOf(metric: string): 'lower' | 'higher' {
  return /(?:^|[._/-])(?:acc(?:uracy)?|score|reward|return|f1|auc|bleu|rouge|map|iou|dice|r2)(?:$|[._/@-])/i.test(
    metric
  )
    ? 'higher'
    : 'lower'
}

/** The smallest difference that matters, where nobody says: 1 %, or half a point of an accuracy. */
export function defaultMargin(metric: string): Margin {
  return isAccuracy(metric) ? { absolute: 0.005 } : { relative: 0.01, epsilon: 0 }
}
