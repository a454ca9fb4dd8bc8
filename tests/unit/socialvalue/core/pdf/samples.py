"""Documents to look at and to test: one with every part, and one of any text in every slot."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from socialvalue.core.pdf import Column, Document

MADE_AT = dt.datetime(2026, 7, 3, 9, 42, tzinfo=dt.UTC)


def empty(**told):
    """Return a document with a title and nothing in it."""
    return Document(
        **{
            "title": "Evaluation report",
            "organisation": "North Ribble Hospitals NHS Trust",
            "made_at": MADE_AT,
            **told,
        }
    )


def full():
    """Return a document with every part in it."""
    document = empty(
        subject="Three bids", reference="NRH-2026-014", watermark_words="Demonstration"
    )
    document.headline_numbers([("86.13", "marks for the leading bid"), ("15%", "social value")])
    document.heading("Result")
    document.paragraph("Three bids were assessed.\nThe first has the most marks.")
    document.bullets(["Every score has a reason.", "No bid was excluded."])
    document.bullets(["First", "Second"], numbered=True)
    document.heading("Marks", level=3)
    document.bar_chart(
        title="Total marks",
        bars=[("A", Decimal("86.13"), "86.13"), ("B", 71, "71.00"), ("C", None, "Not scored")],
        scale_to=100,
        leading="A",
    )
    document.stacked_bar_chart(
        title="Where the marks come from",
        bands=[(f"Part {number}", f"series-{number}") for number in range(1, 7)],
        stacks=[
            ("A", (40, 10, 20, 5, 5, Fraction(1, 3)), "80.33"),
            ("B", (9, -3, 1, 1, 1, 0), "9"),
        ],
        alternative="Stacked bars. A has 80.33 and B has 9.",
    )
    document.table(
        columns=[Column(title="Bid"), Column(title="Marks", align="right")],
        rows=[["A", Decimal("86.13")], ["B", 71], ["Total", "157.13"]],
        caption="Marks of each bid",
        total_rows=1,
    )
    document.key_values([("Buyer", "The Trust"), ("Value", "£5,200,000.00")])
    document.inset("The standstill period ends on 14 July 2026.")
    document.link("Procurement Policy Note 002", address="https://www.gov.uk/ppn-002")
    document.small_print("Source: scores moderated on 1 July 2026.")
    document.page_break()
    document.heading("Another page")
    document.paragraph("The end.")
    return document


def with_text(text):
    """Return a document that has the text in every slot that takes one."""
    document = empty(
        title=text, organisation=text, subject=text, reference=text, watermark_words=text
    )
    document.headline_numbers([(text, text)])
    document.heading(text)
    document.paragraph(text)
    document.small_print(text)
    document.inset(text)
    document.bullets([text, text])
    document.bullets([text], numbered=True)
    document.link(text, address="https://www.gov.uk/")
    document.key_values([(text, text)])
    document.bar_chart(title=text, bars=[(text, 1, text)], leading=text)
    document.stacked_bar_chart(
        title=text, bands=[(text, "place")], stacks=[(text, (1,), text)], alternative=text
    )
    for header_column in (True, False):
        document.table(
            columns=[Column(title=text), Column(title=text, align="right")],
            rows=[[text, text]],
            caption=text,
            header_column=header_column,
            total_rows=1,
        )
    return document
