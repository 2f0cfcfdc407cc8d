"""Reading a line of the log bar at each key, beside `re` scanning the same text for the same words.

    python -m tests.bench.bench_logline [--sizes 40,80,160]

A line of so many characters is read as often as it has letters: all its beginnings, as a person types it. The
reference looks for every word of the language with one expression each, and does nothing with what it finds.
Goal: 2 ms for 80 characters at the 95th percentile.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics

from crm_desktop.domain.activities.logline import DEFAULT_OUTCOMES, Surroundings, parse, sentence
from crm_desktop.domain.activities.logline.forms import forms_of
from tests.bench import measuring

LINES = {
    "en": "called Bob Jensen 20 min, interested in the new pump, next Tuesday 10:30 send offer #pumps and prices",
    "da": "Ringede til Søren Bøgh i 20 minutter, interesseret i pumpen, prøv igen på tirsdag kl. 10.30 #pumper",
    "pt": "Liguei para o João da Silva 20 minutos, interessado na bomba, ligar terça-feira às 10h30 #bombas",
    "ko": "김민서 부장님과 20분 통화, 신제품에 관심 있음, 다음 주 화요일 오전 10시 반 견적 보내기 #펌프",
    "zh": "和王伟通话20分钟，对新水泵有兴趣，下周二上午10点半发报价 #水泵",
}


def beginnings(line: str, size: int) -> list[str]:
    """The line repeated to `size` characters, and each text that stands there while it is typed."""
    whole = " ".join([line] * (size // len(line) + 1))[:size]
    return [whole[:end] for end in range(1, size + 1)]


def measure(language: str, size: int) -> None:
    """Figures of one language: reading and preview, and the scan beside it."""
    now = dt.datetime.now(dt.UTC).astimezone()
    around = Surroundings(now, language, outcomes=DEFAULT_OUTCOMES[language])
    texts = beginnings(LINES[language], size)
    expressions = [
        form.regex for forms in forms_of(language) for form in (*forms.dates, *forms.times, *forms.lengths)
    ]
    ours = measuring.latencies(lambda text: parse(text, around), texts)
    whole = measuring.latencies(lambda text: sentence(parse(text, around), around), texts)
    scan = measuring.latencies(lambda text: [list(each.finditer(text)) for each in expressions], texts)
    name = f"{language}, {size} characters"
    median, reference = statistics.median(ours), statistics.median(scan)
    measuring.figure(f"{name}, ms, median", median, reference)
    measuring.figure(
        f"{name}, ms, 95 of 100", measuring.percentile(ours, 95), measuring.percentile(scan, 95), "2"
    )
    measuring.figure(f"{name}, with preview, 95 of 100", measuring.percentile(whole, 95))


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="80")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    measuring.heading()
    for size in sizes:
        for language in LINES:
            measure(language, size)


if __name__ == "__main__":
    main()
