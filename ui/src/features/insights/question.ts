import type { AnswerParams } from '~/api/queries';
import type { Widget } from '~/api/types';
import { type DrillTo, drillFrom } from '~/features/metrics/drill';
import { addDays, type Bucket, bucketFor, type Range } from '~/lib/time';
import type { DrillSearch } from '~/lib/url';

const BUCKETS: Bucket[] = ['day', 'week', 'month'];

/** The days of the page that a widget is about: the last of them, where it says how many. */
export function rangeOf({ days }: Widget, range: Range): Range {
  return days ? { from: addDays(range.to, -days), to: range.to } : range;
}

/** The reader's choice, then the widget's, then what suits the length of the range. */
export function bucketOf(widget: Widget, search: { bucket?: Bucket }, range: Range): Bucket {
  const own = BUCKETS.find((each) => each === widget.bucket);
  return search.bucket ?? own ?? bucketFor(rangeOf(widget, range));
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
    ...rangeOf(widget, range),
    bucket: bucketOf(widget, search, range),
    by: widget.by ?? undefined,
    aggregate: widget.aggregate ?? undefined,
    collection: search.collection,
    filters: filtersOf(widget),
  };
}

/** The way from a widget's figure to the rows behind it: under the very same conditions. */
export function widgetDrill(
  widget: Widget,
  search: DrillSearch,
  range: Range,
  project: string,
  insight: string,
): DrillTo {
  const period = widget.days ? { ...search, period: undefined, ...rangeOf(widget, range) } : search;
  const plain = drillFrom(period, project);
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
