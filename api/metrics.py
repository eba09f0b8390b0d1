"""What `GET /metrics` tells, as Prometheus reads it: requests by outcome, times by document, plans and answers kept, cost, refusals.

Counted in this process: each worker tells its own. Documents beyond the first hundred are told as one, `other`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

#: Upper bounds of the histogram of times, in seconds.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
#: Documents that have a histogram of their own.
DOCUMENTS = 100


class Metrics:
    """Counts since the process began.

    >>> metrics = Metrics()
    >>> metrics.answered("OK", "Named", 0.004)
    >>> [line for line in metrics.lines() if line.startswith("wuye_requests")]
    ['wuye_requests_total{code="OK"} 1']
    """

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.cost = 0
        self._times: dict[str, list[float]] = {}

    def answered(self, code: str, document: str, seconds: float) -> None:
        """One operation was answered; `code` is that of its first error, OK without one; `document` a name or a hash."""
        self.requests[code] += 1
        times = self._times.get(document)
        if times is None:
            document = document if len(self._times) < DOCUMENTS else "other"
            times = self._times.setdefault(document, [0.0] * (len(BUCKETS) + 2))
        times[bisect_left(BUCKETS, seconds)] += 1
        times[-1] += seconds

    def lines(self, figures: Iterable[tuple[str, str, str, float]] = ()) -> Iterator[str]:
        """The text; `figures` of elsewhere: name, counter or gauge, help, value."""
        yield from head(
            "wuye_requests_total", "counter", "Operations by the code of their first error, OK without one."
        )
        yield from (f'wuye_requests_total{{code="{code}"}} {count}' for code, count in self.requests.items())
        for name, kind, text, value in (("wuye_cost_total", "counter", "What operations cost.", self.cost), *figures):
            yield from head(name, kind, text)
            yield f"{name} {value:g}"
        yield from head("wuye_request_seconds", "histogram", "Time of an answer by document.")
        for document, (*counts, total) in self._times.items():
            label, reached = f'document="{document}"', 0.0
            for bound, count in zip((*map(str, BUCKETS), "+Inf"), counts, strict=True):
                reached += count
                yield f'wuye_request_seconds_bucket{{{label},le="{bound}"}} {reached:g}'
            yield f"wuye_request_seconds_sum{{{label}}} {total:g}"
            yield f"wuye_request_seconds_count{{{label}}} {reached:g}"


def head(name: str, kind: str, text: str) -> tuple[str, str]:
    """What stands before the samples of a metric."""
    return f"# HELP {name} {text}", f"# TYPE {name} {kind}"
