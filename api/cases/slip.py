"""The slip a person gets at the counter: case number, query code, and a QR code that leads to the chat page."""

from datetime import date
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, select_autoescape

from api.cases.codes import printed
from api.cases.office import CaseOffice
from knowledge.cases import CaseNumber

TEMPLATES = Path(__file__).resolve().parent / "templates"
environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape())


def slip_html(office: CaseOffice, number: CaseNumber, code: str, day: date, public_url: str) -> str:
    """A page of HTML that prints on one sheet and needs nothing from the network."""
    qr = segno.make(public_url, error="m").svg_inline(scale=4, border=2)
    return environment.get_template("slip.html").render(
        centre=office.city.words["centre"], hotline=office.city.words["hotline_name"],
        kind=office.book.kinds[number.kind].title, number=str(number), code=printed(code),
        day=day.isoformat(), address=public_url, qr=qr,
    )
