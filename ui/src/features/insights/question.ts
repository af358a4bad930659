import type { AnswerParams } from '~/api/queries';
import type { Widget } from '~/api/types';
import { type DrillTo, drillFrom } from '~/features/metrics/drill';
import { type Bucket, bucketFor, type Range } from '~/lib/time';
import type { DrillSearch } from '~/lib/url';

const BUCKETS: Bucket[] = ['day', 'week', 'month'];

/** The reader's choice, then the widget's, then what suits the length of the range. */
export function bucketOf(widget: Widget, search: { bucket?: Bucket }, range: Range): Bucket {
  return search.bucket ?? BUCKETS.find((each) => each === widget.bucket) ?? bucketFor(range);
}

const filtersOf = ({ filters }: Widget) =>
  filters && filters.length > 0 ? JSON.stringify(filters) : undefined;

/** What is asked of the API for a widget. */
export function questionOf(
  widget: Widget,
  range: Range,
  search: { bucket?: Bucket; collection?: string },
): AnswerParams {
  return {
    ...range,
    bucket: bucketOf(widget, search, range),
    by: widget.by ?? undefined,
    aggregate: widget.aggregate ?? undefined,
    collection: search.collection,
    filters: filtersOf(widget),
  };
}

/** The way from a widget's figure to the rows behind it: under the very same conditions. */
export function widgetDrill(widget: Widget, search: DrillSearch, project: string, insight: string): DrillTo {
  const plain = drillFrom(search, project);
  return (metric, more = {}) => {
    const to = plain(metric, more);
    const bucket = more.bucket ?? to.search.bucket ?? BUCKETS.find((each) => each === widget.bucket);
    return {
      ...to,
      search: {
        ...to.search,
        bucket,
        aggregate: widget.aggregate ?? undefined,
        filters: filtersOf(widget),
        collection: search.collection,
        insight,
      },
    };
  };
}
