"""What the label dialog has done in worker threads: plan, PDF, picture."""

from __future__ import annotations

import io
from dataclasses import dataclass

from crm_desktop.base.progress import CancelToken, Progress
from crm_desktop.printing import preview
from crm_desktop.printing.label_job import LabelOptions
from crm_desktop.printing.preview import RenderedPage
from crm_desktop.services import labels
from crm_desktop.services.labels import LabelPlan, LabelReport


@dataclass(frozen=True, slots=True)
class DrawnLabels:
    """A finished PDF in memory and what is to be said about it; None as content when nobody gets a label."""

    pdf: bytes | None
    report: LabelReport | None


def draw(plan: LabelPlan, options: LabelOptions, progress: Progress, cancel: CancelToken) -> DrawnLabels:
    """Makes the whole PDF, the very one that is saved later."""
    if not plan.pieces:
        return DrawnLabels(None, None)
    out = io.BytesIO()
    report = labels.print_plan(plan, options, out, progress, cancel)
    return DrawnLabels(out.getvalue(), report)


def picture(pdf: bytes, page: int, dpi: float) -> RenderedPage:
    """One page of it."""
    return preview.render_page(pdf, page, dpi)
